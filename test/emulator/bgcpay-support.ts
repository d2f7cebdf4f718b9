/** The merchant's side of bgcpay: signed by node:crypto, posted as curl -F does. */
import { createHash } from 'node:crypto'
import type {
  BgcpayEmulatorApp,
  BgcpayEmulatorOptions,
  Emulator,
  EmulatorOptions,
} from '../../src/emulator/index.ts'
import { appId, emulate, otherAppId, textOf } from './support.ts'

export const key = 'k3y0fTheApp'
export const cid = 'BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8'
export const email = 'test@gmail.com'
export const otherCid = 'Bwewqwi2w932wwxadf22ddaawwxadf22dc'
export const notify_url = 'https://merchant.test/notify'

type Params = Record<string, string>

export const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex')

/** One app with the settings given, another one, and two users, the second without a fixed balance. */
export function emulateBgcpay(
  app: Partial<BgcpayEmulatorApp> = {},
  options: Partial<BgcpayEmulatorOptions> = {},
  more: Partial<EmulatorOptions> = {},
): Promise<Emulator> {
  return emulate({
    apps: [],
    fetch: async () => new Response('SUCCESS'),
    bgcpay: {
      apps: [
        { appId, key, ...app },
        { appId: otherAppId, key: 'another key' },
      ],
      users: [
        { cid, email, balance: { USDT: '100.00' } },
        { cid: otherCid, email: 'a@b.cn', displayName: 'Somebody' },
      ],
      ...options,
    },
    ...more,
  })
}

export function common(method: string, more: Params = {}): Params {
  return {
    charset: 'UTF-8',
    method,
    format: 'json',
    app_id: appId,
    version: '1.0',
    sign_type: 'MD5',
    timestamp: '2026-01-01 08:00:00',
    ...more,
  }
}

/** The request of the document's curl: common parameters in the query, `biz_content` in a multipart body. */
export function curl(gateway: string, query: Params, form: Params): Request {
  const boundary = '------------------------d74496d66958873e'
  const parts = Object.entries(form).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const encoded = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return new Request(`${gateway}?${encoded.join('&')}`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'user-agent': 'curl/8.5.0' },
    body: `${parts.join('')}--${boundary}--\r\n`,
  })
}

export const sign = (params: Params) => md5(textOf(params, ['sign']) + key)

/** Signs and posts; gives the reply as it stands. */
export async function send(
  emulator: Emulator,
  method: string,
  biz_content: string,
  more: Params = {},
): Promise<string> {
  const query = common(method, more)
  const signed = { ...query, sign: more['sign'] ?? sign({ ...query, biz_content }) }
  const response = await emulator.fetch(curl(emulator.bgcpay.gateway, signed, { biz_content }))
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`)
  return response.text()
}

/** The members of an answer, flat or wrapped. */
export async function call(
  emulator: Emulator,
  method: string,
  business: object,
  more: Params = {},
): Promise<Record<string, string | null>> {
  const reply = JSON.parse(await send(emulator, method, JSON.stringify(business), more))
  return reply[`${method.replaceAll('.', '_')}_response`] ?? reply
}

export const phone = {
  out_trade_no: '20150320010101001',
  currency: 'USDT',
  total_amount: '88.88',
  subject: 'Iphone6 16G',
}

export const payout = {
  out_biz_no: '201806300001',
  currency: 'USDT',
  trans_amount: '23.00',
  order_title: '201905代發',
  payee_did: cid,
  remark: '201905代發',
}
