/** An origin where browsers hide WebCrypto: what needs it is refused, never passed, and the error says why. */
import { equal, rejects, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { aes: aesVector, appId, certificates, certified, notification, parties, replies, rsa, texts } = vectors

export function refusals(add, { aes: { aes }, alipay, certificate, keys, zhifu }) {
  const { execute, handleNotify, pageUrl, rsa2Signer, rsa2Verifier, rsaSigner, rsaVerifier, verifyNotify } =
    zhifu
  const key = rsa[1]
  const refused = run => rejects(run, 'ERR_KEY', /WebCrypto.*https/)
  const receiver = verifier => alipay.createAlipay({ appId, verifier })

  add('without WebCrypto signing is refused, and the error says why', async () => {
    for (const signer of [rsa2Signer, rsaSigner]) await refused(() => signer(key.pkcs8).sign(utf8('a=1')))
  })
  add('without WebCrypto verifying is refused, never passed', async () => {
    const { RSA2, RSA } = key.signatures.plain
    await refused(() => rsa2Verifier(key.spki).verify(utf8(texts.plain), RSA2))
    await refused(() => rsaVerifier(key.spki).verify(utf8(texts.plain), RSA))
  })
  add('without WebCrypto AES is refused', async () => {
    const { key, ciphertext } = aesVector.keys[128]
    await refused(() => aes(key).encrypt('{}'))
    await refused(() => aes(key).decrypt(ciphertext))
  })
  add('without WebCrypto keys are neither made nor converted', async () => {
    await refused(() => keys.generateKeyPair())
    await refused(() => keys.convertKey(key.pkcs8, 'pkcs1-pem'))
    await refused(() => keys.publicKeyOf(key.pkcs8))
    await refused(() => keys.fingerprint(key.spki))
  })
  add('without WebCrypto certificates verify nothing', async () => {
    const now = () => new Date(certificates.today)
    const verifier = certificate.certificateVerifier({ certificates: certificates.alipay, now })
    const body = String(new URLSearchParams(certified))
    await refused(() => verifyNotify(receiver(verifier), alipay.tradeStatusSync, body))
    await refused(() =>
      certificate.verifyChain(certificates.alipay, { rootCertificate: certificates.root, now: now() }),
    )
  })

  const client = fetch => ({
    ...receiver(rsa2Verifier(parties.gateway.spki)),
    signer: rsa2Signer(parties.app.pkcs8),
    fetch,
  })
  const page = {
    out_trade_no: '1',
    total_amount: '1.00',
    subject: 'x',
    product_code: 'FAST_INSTANT_TRADE_PAY',
  }
  add('without WebCrypto no page is made and nothing is sent', async () => {
    let sent = 0
    const fetch = async () => {
      sent++
      return new Response(replies.query)
    }
    const error = await refused(() => pageUrl(client(fetch), alipay.tradePagePay, page))
    equal(error.outcome, 'untouched')
    await refused(() => execute(client(fetch), alipay.tradeQuery, { out_trade_no: 'ORDER-1' }))
    equal(sent, 0)
  })
  add('without WebCrypto a notification is neither believed nor lost: it shall come again', async () => {
    const errors = []
    let handled = 0
    const source = String(new URLSearchParams(notification))
    const response = await handleNotify(client(), alipay.tradeStatusSync, source, {
      expect: () => ({ total_amount: '88.88' }),
      handle: () => void handled++,
      onError: error => void errors.push(error.code),
    })
    equal([response.status, await response.text(), errors, handled], [500, 'fail', ['ERR_KEY'], 0])
  })
}
