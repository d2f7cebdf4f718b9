import { describe, expect, it } from 'vitest'
import {
  appId,
  call,
  coffee,
  common,
  emulate,
  get,
  keys,
  otherKeys,
  pem,
  post,
  reply,
  signed,
  textOf,
  verifies,
} from './support.ts'

const query = (more: Record<string, string> = {}) =>
  common('alipay.trade.query', { out_trade_no: 'NOBODY' }, more)
const without = (name: string) => {
  const { [name]: _, ...rest } = query()
  return rest
}

describe('the checks of the gateway', () => {
  it.each([
    ['method', 'isv.missing-method', 'error_response'],
    ['sign_type', 'isv.missing-signature-type', 'alipay_trade_query_response'],
    ['app_id', 'isv.missing-app-id', 'error_response'],
    ['timestamp', 'isv.missing-timestamp', 'alipay_trade_query_response'],
    ['version', 'isv.missing-version', 'alipay_trade_query_response'],
  ])('misses %s', async (name, subCode, node) => {
    const emulator = await emulate()
    const { answer, ...rest } = await reply(await post(emulator, signed(without(name))))
    expect(answer).toMatchObject({ code: '40001', msg: 'Missing Required Arguments', sub_code: subCode })
    expect(rest.node).toBe(node)
  })

  it('misses sign, also an empty one', async () => {
    const emulator = await emulate()
    for (const params of [query(), { ...query(), sign: '' }]) {
      const { answer, inner, sign = '' } = await reply(await post(emulator, params))
      expect(answer).toMatchObject({
        code: '40001',
        sub_code: 'isv.missing-signature',
        sub_msg: '缺少签名参数',
      })
      expect(verifies(emulator, inner, sign)).toBe(true)
    }
  })

  it.each([
    ['app_id', '2014', 'isv.invalid-app-id'],
    ['app_id', '__proto__', 'isv.invalid-app-id'],
    ['method', 'alipay.trade.nothing', 'isv.invalid-method'],
    ['method', 'constructor', 'isv.invalid-method'],
    ['format', 'xml', 'isv.invalid-format'],
    ['sign_type', 'MD5', 'isv.invalid-signature-type'],
    ['charset', 'latin1', 'isv.invalid-charset'],
    ['timestamp', '2026-01-01T08:00:00', 'isv.invalid-timestamp'],
    ['timestamp', '2026-02-30 08:00:00', 'isv.invalid-timestamp'],
    ['version', '2.0', 'isv.invalid-parameter'],
    ['notify_url', 'ftp://merchant.test/', 'isv.invalid-parameter'],
    ['notify_url', `https://merchant.test/${'a'.repeat(256)}`, 'isv.invalid-parameter'],
    ['biz_content', '[1]', 'isv.invalid-parameter'],
    ['biz_content', '{"out_trade_no":', 'isv.invalid-parameter'],
    ['encrypt_type', 'DES', 'isv.invalid-encrypt-type'],
    ['encrypt_type', 'AES', 'isv.decryption-error-not-valid-encrypt-key'],
  ])('refuses %s = %s', async (name, value, subCode) => {
    const emulator = await emulate()
    const { answer, sign, inner } = await reply(await post(emulator, signed(query({ [name]: value }))))
    expect(answer).toMatchObject({ code: '40002', msg: 'Invalid Arguments', sub_code: subCode })
    const signs = name !== 'app_id' && name !== 'sign_type'
    expect(sign !== undefined && verifies(emulator, inner, sign)).toBe(signs)
  })

  it('answers an unknown app in an unsigned error_response', async () => {
    const emulator = await emulate()
    const { node, sign } = await reply(await post(emulator, signed(query({ app_id: '2014' }))))
    expect([node, sign]).toEqual(['error_response', undefined])
  })

  it('tells the text that it built when the signature is wrong', async () => {
    const emulator = await emulate()
    const params = signed(query({ notify_url: 'https://merchant.test/n?a=1&b=<2>' }), otherKeys.privateKey)
    const { answer, node, inner, sign = '' } = await reply(await post(emulator, params))
    expect(node).toBe('alipay_trade_query_response')
    expect(verifies(emulator, inner, sign)).toBe(true)
    const escaped = textOf(params, ['sign'])
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
    expect(escaped).toContain('app_id=2014072300007148&amp;biz_content={&quot;out_trade_no&quot;')
    expect(answer).toEqual({
      code: '40002',
      msg: 'Invalid Arguments',
      sub_code: 'isv.invalid-signature',
      sub_msg: `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${escaped}`,
    })
  })

  it('refuses a signature of another hash, a changed value, and what is no base64', async () => {
    const emulator = await emulate()
    const sha1 = signed(query({ sign_type: 'RSA' }))
    const genuine = signed(query())
    for (const params of [
      { ...genuine, sign: sha1['sign'] as string },
      { ...genuine, timestamp: '2026-01-01 08:00:01' },
      { ...genuine, extra: '1' },
      { ...genuine, sign: '%%%' },
    ]) {
      const { answer } = await reply(await post(emulator, params))
      expect(answer['sub_code']).toBe('isv.invalid-signature')
    }
  })

  it('leaves empty parameters out of the text', async () => {
    const emulator = await emulate()
    const { answer } = await reply(await post(emulator, { ...signed(query()), app_auth_token: '' }))
    expect(answer['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
  })

  it.each(['body', 'subject', 'service', 'out_trade_no', 'seller_id', 'total_fee', 'total_amount'])(
    'suspects an attack behind &%s=',
    async name => {
      const emulator = await emulate()
      const attack = `a&${name}=b`
      const inBody = await call(emulator, 'alipay.trade.pay', { ...coffee, body: attack })
      const atDepth = await call(emulator, 'alipay.trade.pay', {
        ...coffee,
        goods_detail: [{ goods_name: attack }],
      })
      const outside = await call(emulator, 'alipay.trade.pay', coffee, {
        notify_url: `https://merchant.test/?${attack}`,
      })
      for (const answer of [inBody, atDepth, outside]) {
        expect(answer).toMatchObject({ code: '40002', sub_code: 'isv.suspected-attack' })
      }
      expect(emulator.trades()).toEqual([])
    },
  )

  it('suspects an attack that JSON has escaped', async () => {
    const emulator = await emulate()
    const biz_content = JSON.stringify({ ...coffee, body: 'a&total_amount=1' }).replace('&', '\\u0026')
    const answer = await call(emulator, 'alipay.trade.pay', {}, { biz_content })
    expect(answer['sub_code']).toBe('isv.suspected-attack')
  })

  it('does not suspect other names, nor a slash, = or & alone', async () => {
    const emulator = await emulate()
    const answer = await call(emulator, 'alipay.trade.pay', {
      ...coffee,
      subject: 'a/b = c & d&colour=red&body',
      body: 'subject=1',
    })
    expect(answer['code']).toBe('10000')
  })
})

describe('how the gateway reads and writes', () => {
  it.each(['RSA2', 'RSA'])('takes and gives %s', async type => {
    const emulator = await emulate()
    const answer = await call(emulator, 'alipay.trade.query', { out_trade_no: 'X' }, { sign_type: type })
    expect(answer['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
  })

  it('takes GET, a form, multipart, and query and body together', async () => {
    const emulator = await emulate()
    const params = signed(query())
    const { biz_content = '', ...rest } = params
    const form = new FormData()
    form.set('biz_content', biz_content)
    form.set('file', new Blob(['unsigned']), 'a.png')
    const address = `${emulator.gateway}?${new URLSearchParams(rest)}`
    const mixed = new Request(address, { method: 'POST', body: new URLSearchParams({ biz_content }) })
    const multipart = new Request(address, { method: 'POST', body: form })
    for (const response of [
      await get(emulator, params),
      await post(emulator, params),
      await emulator.fetch(mixed),
      await emulator.fetch(multipart),
    ]) {
      expect((await reply(response)).answer['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
    }
  })

  it('lets the query win over the body', async () => {
    const emulator = await emulate()
    const params = signed(query())
    const address = `${emulator.gateway}?method=alipay.trade.nothing`
    const request = new Request(address, { method: 'POST', body: new URLSearchParams(params) })
    expect((await reply(await emulator.fetch(request))).answer['sub_code']).toBe('isv.invalid-method')
  })

  it('writes like the real one: content type, trace, escaped slashes', async () => {
    const emulator = await emulate()
    await call(emulator, 'alipay.trade.pay', { ...coffee, out_trade_no: 'S' })
    const response = await post(
      emulator,
      signed(query({ notify_url: 'https://merchant.test/' }), otherKeys.privateKey),
    )
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
    expect(response.headers.get('trace_id')).toMatch(/^[\da-f]{32}$/)
    expect(await response.text()).toContain('notify_url=https:\\/\\/merchant.test\\/')
  })

  it('speaks GBK when asked', async () => {
    const emulator = await emulate()
    const gbk = (text: string) => (text === '咖啡' ? '%BF%A7%B7%C8' : encodeURIComponent(text))
    const bytes = Buffer.from([0xbf, 0xa7, 0xb7, 0xc8])
    const business = JSON.stringify({ ...coffee, subject: '咖啡' })
    const params = common('alipay.trade.pay', {}, { charset: 'GBK', biz_content: business })
    const [before = '', after = ''] = textOf(params, []).split('咖啡')
    const { createSign } = await import('node:crypto')
    const message = Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)])
    const sign = createSign('RSA-SHA256').update(message).sign(keys.privateKey, 'base64')
    const body = Object.entries({ ...params, sign })
      .map(
        ([name, value]) =>
          `${name}=${value
            .split(/(咖啡)/)
            .map(gbk)
            .join('')}`,
      )
      .join('&')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await emulator.fetch(new Request(emulator.gateway, { method: 'POST', body, headers }))
    expect(response.headers.get('content-type')).toBe('text/html;charset=gbk')
    const paid = new TextDecoder('gbk').decode(await response.clone().arrayBuffer())
    expect(paid).toContain('"code":"10000"')
    expect(emulator.trade('ORDER-1')?.subject).toBe('咖啡')

    // The same order again is refused, in GBK: 交易已被支付.
    const again = await emulator.fetch(new Request(emulator.gateway, { method: 'POST', body, headers }))
    const raw = Buffer.from(await again.arrayBuffer())
    expect(raw.includes(Buffer.from([0xbd, 0xbb, 0xd2, 0xd7, 0xd2, 0xd1]))).toBe(true)
  })

  it('uses the charset of the app when a request names none', async () => {
    const publicKey = pem(keys.publicKey)
    const emulator = await emulate({ apps: [{ appId, publicKey, charset: 'gbk' }] })
    const response = await post(emulator, signed(without('charset')))
    expect(response.headers.get('content-type')).toBe('text/html;charset=gbk')
    await expect(emulate({ apps: [{ appId, publicKey, charset: 'big5' }] })).rejects.toThrow(TypeError)
  })

  it('knows no other paths and methods', async () => {
    const emulator = await emulate({ baseUrl: 'http://127.0.0.1:8080/pay/' })
    expect(emulator.gateway).toBe('http://127.0.0.1:8080/pay/gateway.do')
    const status = async (path: string, method = 'GET') =>
      (await emulator.fetch(new Request(`http://127.0.0.1:8080${path}`, { method }))).status
    expect(await status('/pay/gateway.do')).toBe(200)
    expect(await status('/pay/gateway.do', 'PUT')).toBe(405)
    expect(await status('/gateway.do')).toBe(404)
    expect(await status('/pay/cashier/1/pay')).toBe(405)
    expect(await status('/pay/cashier/1/steal', 'POST')).toBe(404)
  })

  it('keeps the key that it is given, and makes another each time it is not', async () => {
    const alipayPrivateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const own = await emulate({ alipayPrivateKey })
    expect(own.alipayPublicKey).toBe(pem(keys.publicKey))
    const fresh = [
      await emulate({ alipayPrivateKey: undefined }),
      await emulate({ alipayPrivateKey: undefined }),
    ]
    expect(new Set([own, ...fresh].map(({ alipayPublicKey }) => alipayPublicKey)).size).toBe(3)
    expect(await call(fresh[0] ?? own, 'alipay.trade.query', { out_trade_no: 'X' })).toHaveProperty(
      'code',
      '40004',
    )
  })

  it('refuses a key that is none', async () => {
    const publicKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    await expect(emulate({ apps: [{ appId, publicKey }] })).rejects.toThrow(
      /SPKI in PEM .*; convertKey of zhifu\/keys makes it/,
    )
    await expect(emulate({ alipayPrivateKey: pem(keys.publicKey) })).rejects.toThrow(/PKCS#8/)
  })
})
