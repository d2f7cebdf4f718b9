import { describe, expect, it } from 'vitest'
import {
  call,
  cid,
  common,
  curl,
  email,
  emulateBgcpay,
  key,
  md5,
  notify_url,
  otherCid,
  payout,
  phone,
  send,
  sign,
} from './bgcpay-support.ts'
import { appId, emulate, otherAppId, textOf } from './support.ts'

describe('the requests of document 003, as they stand', () => {
  it('bgcpay.user.query', async () => {
    const emulator = await emulateBgcpay()
    const business = `{
	"user_cid":"BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8",
	"email":"test@gmail.com"
}`
    expect(await send(emulator, 'bgcpay.user.query', business)).toBe(
      `{"code":"10000","msg":"Success","user_cid":"${cid}","display_name":"te*@gmail.com"}`,
    )
  })

  it('bgcpay.trade.pay', async () => {
    const emulator = await emulateBgcpay()
    const business = `{
	"out_trade_no":"20150320010101001",
	"currency":"USDT",
	"total_amount":"88.88",
	"subject":"Iphone6 16G"
}`
    const tradeNo = () => emulator.bgcpay.trade('20150320010101001')?.tradeNo
    const reply = await send(emulator, 'bgcpay.trade.pay', business)
    expect(reply).toBe(
      `{"bgcpay_trade_pay_response":{"code":"10000","msg":"Success","trade_no":"${tradeNo()}","out_trade_no":"20150320010101001"}}`,
    )
    expect(tradeNo()).toMatch(/^2026010111001\d{15}$/)
  })

  it('bgcpay.trade.query, where trade_no wins', async () => {
    const emulator = await emulateBgcpay()
    const business = (tradeNo: string) => `{
	"out_trade_no":"20150320010101001",
	"query_options":[
		"trade_settle_info"
	],
	"trade_no":"${tradeNo}"
}`
    const { trade_no } = await call(emulator, 'bgcpay.trade.pay', phone)
    const nobody = await send(emulator, 'bgcpay.trade.query', business('2014112611001004680 073956707'))
    expect(nobody).toBe(
      '{"code":"40004","msg":"Business Failed","sub_code":"ACQ.TRADE_NOT_EXIST","sub_msg":"查詢的交易不存在"}',
    )
    emulator.bgcpay.pay(phone.out_trade_no)
    expect(await send(emulator, 'bgcpay.trade.query', business(String(trade_no)))).toBe(
      `{"code":"10000","msg":"Success","trade_no":"${trade_no}","out_trade_no":"20150320010101001","payer_id":"${cid}","trade_status":"TRADE_SUCCESS","currency":"USDT","total_amount":"88.88","trade_date":"2026-01-01 08:00:00","pay_date":"2026-01-01 08:00:00","subject":"Iphone6 16G","extend_params":null}`,
    )
  })

  it('a transfer and its query', async () => {
    const emulator = await emulateBgcpay({ balance: { USDT: '23' } })
    const reply = await send(emulator, 'bgcpay.fund.trans.uni.transfer', JSON.stringify(payout))
    const [{ orderId } = { orderId: '' }] = emulator.bgcpay.transfers()
    expect(orderId).toMatch(/^20260101110070\d{18}$/)
    expect(reply).toBe(
      `{"bgcpay_fund_trans_uni_transfer_response":{"code":"10000","msg":"Success","out_biz_no":"201806300001","order_id":"${orderId}","trans_date":"2026-01-01 08:00:00"}}`,
    )
    const query = await send(emulator, 'bgcpay.fund.trans.common.query', `{"order_id":"${orderId}"}`)
    expect(query).toBe(
      `{"code":"10000","msg":"Success","order_id":"${orderId}","out_biz_no":"201806300001","currency":"USDT","trans_amount":"23.00","trans_date":"2026-01-01 08:00:00","payee_did":"${cid}"}`,
    )
  })
})

describe('the checks of the gateway', () => {
  const method = 'bgcpay.user.query'
  const biz_content = JSON.stringify({ user_cid: cid })
  const post = async (params: Record<string, string>, app = {}) => {
    const emulator = await emulateBgcpay(app)
    const { biz_content: content = '', ...query } = params
    const response = await emulator.fetch(curl(emulator.bgcpay.gateway, query, { biz_content: content }))
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    return JSON.parse(await response.text()) as Record<string, string>
  }
  const signed = (params: Record<string, string>) => ({ ...params, sign: sign(params) })
  const good = { ...common(method), biz_content }

  it.each([
    ['method', 'isv.missing-method', '缺少方法名參數'],
    ['sign', 'isv.missing-signature', '缺少簽名參數'],
    ['sign_type', 'isv.missing-signature-type', '缺少簽名類型參數'],
    ['app_id', 'isv.missing-app-id', '缺少appId參數'],
    ['timestamp', 'isv.missing-timestamp', '缺少時間戳記參數'],
    ['version', 'isv.missing-version', '缺少版本參數'],
  ])('miss %s, also an empty one', async (name, sub_code, sub_msg) => {
    const { [name]: _, ...rest } = signed(good) as Record<string, string>
    const refusal = { code: '40001', msg: '缺少必選參數', sub_code, sub_msg }
    expect(await post(rest)).toEqual(refusal)
    expect(await post({ ...rest, [name]: '' })).toEqual(refusal)
  })

  it.each([
    ['app_id', '2014', 'isv.invalid-app-id'],
    ['app_id', '__proto__', 'isv.invalid-app-id'],
    ['method', 'bgcpay.trade.nothing', 'isv.invalid-parameter'],
    ['method', 'constructor', 'isv.invalid-parameter'],
    ['method', 'alipay.trade.query', 'isv.invalid-parameter'],
    ['format', 'xml', 'isv.invalid-format'],
    ['sign_type', 'RSA2', 'isv.invalid-signature-type'],
    ['charset', 'GBK', 'isv.invalid-charset'],
    ['timestamp', '2026-01-01T08:00:00', 'isv.invalid-timestamp'],
    ['timestamp', '2026-02-30 08:00:00', 'isv.invalid-timestamp'],
    ['version', '2.0', 'isv.invalid-parameter'],
    ['lang', 'fr', 'isv.invalid-parameter'],
    ['notify_url', 'ftp://merchant.test/', 'isv.invalid-parameter'],
    ['return_url', `https://merchant.test/${'a'.repeat(256)}`, 'isv.invalid-parameter'],
    ['notify_url', 'https://merchant.test/?a=1&out_trade_no=2', 'isv.suspected-attack'],
    ['biz_content', '', 'isv.invalid-parameter'],
    ['biz_content', '[1]', 'isv.invalid-parameter'],
    ['biz_content', '{"user_cid":', 'isv.invalid-parameter'],
    ['biz_content', '{"user_cid":{"a":["x&sign=1"]}}', 'isv.suspected-attack'],
    ['sign', '0'.repeat(32), 'isv.invalid-signature'],
    ['sign', 'constructor', 'isv.invalid-signature'],
  ])('refuse %s = %s', async (name, value, sub_code) => {
    const params = { ...signed({ ...good, [name]: value }), ...(name === 'sign' ? { sign: value } : {}) }
    expect(await post(params)).toMatchObject({ code: '40002', msg: '非法的參數', sub_code })
  })

  it.each([
    [{ key: '' }, '40001', '缺少必選參數', 'isv.missing-signature-key'],
    [{ state: 'offline' }, '40002', '非法的參數', 'not-online-app'],
    [{ methods: ['bgcpay.trade.pay'] }, '40006', '許可權不足', 'isv.insufficient-isv-permissions'],
  ] as const)('refuse an app with %j', async (app, code, msg, sub_code) => {
    expect(await post(signed(good), app)).toMatchObject({ code, msg, sub_code })
  })

  it('tell the text that should have been signed, escaped for HTML', async () => {
    const { sub_msg = '' } = await post({ ...good, sign: md5('another text') })
    const text = textOf(good, ['sign']).replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    expect(sub_msg).toBe(`無效簽名，閘道生成的驗簽字串為：${text}`)
    expect(text).toMatch(
      /^app_id=2014072300007148&amp;biz_content=\{&quot;user_cid&quot;:.*&amp;version=1\.0$/,
    )
  })

  it('take hex digits of either case, urlencoded bodies, and every common parameter', async () => {
    const emulator = await emulateBgcpay()
    const more = { lang: 'zh-Hant', notify_url, return_url: 'http://merchant.test/done?a=1' }
    const params = { ...good, ...more, sign: sign({ ...good, ...more }).toUpperCase() }
    const answer = await emulator.fetch(
      new Request(emulator.bgcpay.gateway, { method: 'POST', body: new URLSearchParams(params) }),
    )
    expect(await answer.json()).toMatchObject({ code: '10000', user_cid: cid })
  })

  it('join the key as the app has it', async () => {
    const text = textOf(good, ['sign'])
    expect(await post({ ...good, sign: md5(`${text}&key=${key}`) }, { join: 'amp-key' })).toMatchObject({
      code: '10000',
    })
    for (const wrong of [md5(text + key), md5(text), md5(`${key}${text}`)]) {
      expect(await post({ ...good, sign: wrong }, { join: 'amp-key' })).toMatchObject({
        sub_code: 'isv.invalid-signature',
      })
    }
  })

  it('know only POST, and nobody where bgcpay is not set up', async () => {
    const emulator = await emulate()
    const gateway = emulator.bgcpay.gateway
    expect(gateway).toBe('http://127.0.0.1:8080/bgcpay/gateway.do')
    expect((await emulator.fetch(new Request(gateway))).status).toBe(405)
    const { biz_content: _, ...query } = signed(good) as Record<string, string>
    const answer = await emulator.fetch(curl(gateway, query, { biz_content }))
    expect(await answer.json()).toMatchObject({ code: '40002', sub_code: 'isv.invalid-app-id' })
    expect(emulator.bgcpay.trades()).toEqual([])
  })
})

describe('signed answers', () => {
  const extend_params = '{"a":"1 & 2"}'

  it('have none by default', async () => {
    const emulator = await emulateBgcpay()
    const text = await send(emulator, 'bgcpay.trade.pay', JSON.stringify(phone))
    expect(Object.keys(JSON.parse(text))).toEqual(['bgcpay_trade_pay_response'])
    expect(await call(emulator, 'bgcpay.trade.query', phone)).not.toHaveProperty('sign')
  })

  it.each(['lower', 'upper'] as const)('node: all wrapped, the raw text signed (%s)', async hex => {
    const emulator = await emulateBgcpay({ replies: 'node', hex })
    await call(emulator, 'bgcpay.trade.pay', { ...phone, extend_params })
    for (const [method, business] of [
      ['bgcpay.trade.query', phone],
      ['bgcpay.trade.pay', phone],
      ['bgcpay.user.query', { email: 'nobody@x.test' }],
      ['bgcpay.nothing', {}],
    ] as const) {
      const text = await send(emulator, method, JSON.stringify(business))
      const [, node, inner = '', signature] =
        /^\{"(\w+)_response":(\{.*\}),"sign":"(\w+)"\}$/s.exec(text) ?? []
      expect(node).toBe(method.replaceAll('.', '_'))
      const expected = md5(inner + key)
      expect(signature).toBe(hex === 'upper' ? expected.toUpperCase() : expected)
    }
  })

  it('params: the members sorted and joined, nothing for null', async () => {
    const emulator = await emulateBgcpay({ replies: 'params', join: 'append' })
    const paid = JSON.parse(
      await send(emulator, 'bgcpay.trade.pay', JSON.stringify({ ...phone, extend_params })),
    )
    const { bgcpay_trade_pay_response: node, sign: wrapped } = paid
    expect(Object.keys(paid)).toEqual(['bgcpay_trade_pay_response', 'sign'])
    expect(wrapped).toBe(md5(textOf(node, []) + key))
    const { sign: flat, ...members } = JSON.parse(
      await send(emulator, 'bgcpay.trade.query', JSON.stringify(phone)),
    )
    expect(members).toMatchObject({ code: '10000', payer_id: null, pay_date: null, extend_params })
    const { payer_id: _, pay_date: __, ...texts } = members
    expect(flat).toBe(md5(textOf(texts, []) + key))
  })

  it('are unsigned for an app that is not known', async () => {
    const emulator = await emulateBgcpay({ replies: 'node' })
    const text = await send(emulator, 'bgcpay.trade.query', '{}', { app_id: '1' })
    expect(JSON.parse(text)).toEqual({
      code: '40002',
      msg: '非法的參數',
      sub_code: 'isv.invalid-app-id',
      sub_msg: '無效的appId參數',
    })
  })
})

describe('bgcpay.user.query', () => {
  it.each([
    [{ user_cid: cid }, cid, 'te*@gmail.com'],
    [{ email: email.toUpperCase() }, cid, 'te*@gmail.com'],
    [{ user_cid: otherCid, email }, otherCid, 'Somebody'],
  ])('finds by %j', async (business, user_cid, display_name) => {
    const emulator = await emulateBgcpay()
    expect(await call(emulator, 'bgcpay.user.query', business)).toMatchObject({ user_cid, display_name })
  })

  it.each([
    [{ user_cid: 'nobody', email }, 'ACQ.USER_NOT_EXIST'],
    [{ email: 'nobody@x.test' }, 'ACQ.USER_NOT_EXIST'],
    [{}, 'ACQ.INVALID_PARAMETER'],
    [{ user_cid: [] }, 'ACQ.INVALID_PARAMETER'],
    [{ user_cid: 'a'.repeat(65) }, 'ACQ.INVALID_PARAMETER'],
  ])('refuses %j', async (business, sub_code) => {
    const emulator = await emulateBgcpay()
    expect(await call(emulator, 'bgcpay.user.query', business)).toMatchObject({ code: '40004', sub_code })
  })
})

describe('faults', () => {
  it('strike bgcpay too', async () => {
    const emulator = await emulateBgcpay()
    const method = 'bgcpay.trade.pay'
    emulator.fault('unavailable-before', { method })
    expect(JSON.parse(await send(emulator, method, JSON.stringify(phone)))).toEqual({
      bgcpay_trade_pay_response: {
        code: '20000',
        msg: '服務不可用',
        sub_code: 'isp.unknow-error',
        sub_msg: '服務暫不可用（業務系統不可用）',
      },
    })
    expect(emulator.bgcpay.trades()).toEqual([])
    emulator.fault('reply-lost', { method })
    await expect(call(emulator, method, phone)).rejects.toThrow('fetch failed')
    expect(await call(emulator, method, phone)).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_EXIST' })
  })
})

describe('two apps', () => {
  it('see nothing of each other', async () => {
    const emulator = await emulateBgcpay({ balance: { USDT: '50' } })
    const other = async (method: string, business: object) => {
      const biz_content = JSON.stringify(business)
      const query = common(method, { app_id: otherAppId })
      const signature = md5(`${textOf({ ...query, biz_content }, [])}another key`)
      return JSON.parse(await send(emulator, method, biz_content, { ...query, sign: signature }))
    }
    const { trade_no } = await call(emulator, 'bgcpay.trade.pay', phone)
    const { order_id } = await call(emulator, 'bgcpay.fund.trans.uni.transfer', payout)
    expect(await other('bgcpay.trade.query', { trade_no })).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
    expect(await other('bgcpay.fund.trans.common.query', { order_id })).toMatchObject({
      sub_code: 'NO_ORDER_PERMISSION',
    })
    expect(await other('bgcpay.fund.trans.common.query', { out_biz_no: payout.out_biz_no })).toMatchObject({
      sub_code: 'ORDER_NOT_EXIST',
    })
    await other('bgcpay.trade.pay', phone)
    expect(emulator.bgcpay.trade(phone.out_trade_no)).toBeNull()
    expect(() => emulator.bgcpay.pay(phone.out_trade_no)).toThrow('several apps')
    emulator.bgcpay.pay(phone.out_trade_no, undefined, otherAppId)
    expect(emulator.bgcpay.trades().map(({ appId: owner, status }) => [owner, status])).toEqual([
      [appId, 'WAIT_BUYER_PAY'],
      [otherAppId, 'TRADE_SUCCESS'],
    ])
  })
})
