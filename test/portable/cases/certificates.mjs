/** Certificate mode: serial numbers, signing with them, and verifying with the certificate that is named. */
import { equal, rejects, throws, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, certificates: vector, certified, notification, parties } = vectors

export function serialNumbers(add, { certificate: { certificateSn, readCertificates, rootCertificateSn } }) {
  add("serial numbers are those of OpenSSL's issuers and numbers", () => {
    equal(certificateSn(vector.app), vector.appSn)
    equal(certificateSn(vector.alipay), vector.alipaySn)
    equal(rootCertificateSn(vector.root), vector.rootSn)
    equal(
      readCertificates(vector.root).map(({ commonName }) => commonName),
      ['Test Root E1', 'Test Root R1'],
    )
    throws(() => certificateSn(parties.app.spki), 'ERR_KEY', /public key/)
  })
}

export function certificates(add, { zhifu, alipay, certificate }) {
  const { rsa2Verifier, verifyNotify } = zhifu
  const { certificateSigner, certificateVerifier, verifyChain } = certificate
  const now = () => new Date(vector.today)
  const today = { rootCertificate: vector.root, now: now() }

  add('in certificate mode the serial numbers travel, and the signature is the same', async () => {
    const options = { appCertificate: vector.app, rootCertificate: vector.root, now }
    const signer = certificateSigner({ privateKey: parties.app.pkcs8, ...options })
    equal(signer.params, { app_cert_sn: vector.appSn, alipay_root_cert_sn: vector.rootSn })
    const text = utf8('a=1')
    equal(await rsa2Verifier(parties.app.spki).verify(text, await signer.sign(text)), true)
    throws(() => certificateSigner({ privateKey: parties.gateway.pkcs8, ...options }), 'ERR_KEY')
  })

  const receiver = (more = {}) =>
    alipay.createAlipay({
      appId,
      verifier: certificateVerifier({ certificates: vector.alipay, now, ...more }),
    })
  const body = changes => String(new URLSearchParams({ ...certified, ...changes }))

  add('a notification is verified with the certificate that it names', async () => {
    const trade = await verifyNotify(receiver(), alipay.tradeStatusSync, body())
    equal(trade.out_trade_no, notification.out_trade_no)
    const refuse = (other, text) =>
      rejects(() => verifyNotify(other, alipay.tradeStatusSync, text), 'ERR_SIGNATURE')
    await refuse(receiver(), body({ total_amount: '0.01' }))
    await refuse(receiver(), body({ alipay_cert_sn: vector.appSn }))
    await refuse(receiver({ certificates: vector.app }), body())
    await refuse(receiver({ now: () => new Date('2099-01-01') }), body())
  })

  add('a certificate that is not known is downloaded once, if its chain is genuine', async () => {
    const asked = []
    const download = async sn => {
      asked.push(sn)
      return vector.alipay
    }
    const isAlipays = ({ commonName }) => commonName.startsWith('支付宝')
    const more = { certificates: vector.app, rootCertificate: vector.root, download, isAlipays }
    const learning = receiver(more)
    for (let times = 0; times < 2; times++) await verifyNotify(learning, alipay.tradeStatusSync, body())
    equal(asked, [vector.alipaySn])
    const wrong = receiver({ ...more, download: async () => vector.app })
    await rejects(() => verifyNotify(wrong, alipay.tradeStatusSync, body()), 'ERR_SIGNATURE')
  })

  add('a chain is verified up to the root', async () => {
    await verifyChain(vector.alipay, today)
    await rejects(() => verifyChain(vector.alipay, { ...today, rootCertificate: vector.app }), 'ERR_KEY')
    await rejects(() => verifyChain(vector.alipay, { ...today, now: new Date('2099-01-01') }), 'ERR_KEY')
  })
}
