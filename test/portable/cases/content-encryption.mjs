/** AES beneath the signature, held against OpenSSL's. */
import { equal, rejects, throws } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { aes: vector, appId, parties, replies } = vectors

export function contentEncryption(add, { aes: { aes }, alipay, zhifu }) {
  const { execute, rsa2Signer, rsa2Verifier } = zhifu
  for (const bits of [128, 256]) {
    const { key, ciphertext } = vector.keys[bits]
    add(`AES of ${bits} bits encrypts and decrypts as OpenSSL does`, async () => {
      equal(await aes(key).encrypt(vector.text), ciphertext)
      equal(await aes(key).decrypt(ciphertext), vector.text)
      const other = vector.keys[bits === 128 ? 256 : 128]
      const spoiled = [other.ciphertext, ciphertext.slice(0, -24), ciphertext.slice(4), '', 'AAAA', '支付宝']
      for (const text of spoiled) {
        const error = await rejects(() => aes(key).decrypt(text), 'ERR_MESSAGE')
        equal(error.cause, undefined, 'one error for all that can be wrong')
      }
    })
  }
  add('AES of 192 bits is refused everywhere, since not every browser has it', () => {
    throws(() => aes(vector.keys[192].key), 'ERR_KEY', /24 bytes/)
    throws(() => aes(''), 'ERR_KEY')
    throws(() => aes('not base64'), 'ERR_KEY')
  })

  add('a request is encrypted and its reply decrypted, beneath the signatures', async () => {
    const { key } = vector.keys[128]
    const bodies = []
    const client = alipay.createAlipay({
      appId,
      signer: rsa2Signer(parties.app.pkcs8),
      verifier: rsa2Verifier(parties.gateway.spki),
      content: aes(key),
      fetch: async request => {
        bodies.push(new URLSearchParams(await request.text()).get('biz_content'))
        return new Response(replies.encryptedQuery)
      },
    })
    const order = await execute(client, alipay.tradeQuery, { out_trade_no: 'ORDER-1' })
    equal([order.trade_status, order.subject], ['TRADE_SUCCESS', '拿铁咖啡 ☕'])
    equal(JSON.parse(await aes(key).decrypt(bodies[0])), { out_trade_no: 'ORDER-1' })
    const keyless = { ...client, content: undefined }
    await rejects(
      () => execute(keyless, alipay.tradeQuery, { out_trade_no: 'ORDER-1' }),
      'ERR_MESSAGE',
      /key/,
    )
  })
}
