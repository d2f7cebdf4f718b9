/** The merchant's side for the emulator's tests: signed by node:crypto, independent of what is tested. */
import { createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts'
import { requireKnown } from './conforms.ts'

export const appId = '2014072300007148'
export const otherAppId = '2021000122671080'
export const start = new Date('2026-01-01T00:00:00Z')

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
export const keys = pair()
export const otherKeys = pair()

/** The gateway's own key, made once: a fresh one per emulator takes most of a test's time. */
const gatewayKey = pair().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

export const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }) as string

type Params = Record<string, string>

const HASH: Record<string, string> = { RSA2: 'RSA-SHA256', RSA: 'RSA-SHA1' }

/** A seeded source like Math.random. */
export function seeded(seed = 1): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export async function emulate(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  return createEmulator({
    baseUrl: 'http://127.0.0.1:8080',
    apps: [
      { appId, publicKey: pem(keys.publicKey), sellerId: '2088102146225135' },
      { appId: otherAppId, publicKey: pem(otherKeys.publicKey) },
    ],
    alipayPrivateKey: gatewayKey,
    now: () => start,
    random: seeded(),
    fetch: async () => new Response('success'),
    ...options,
  })
}

/** The text that both sides sign, written once more for the tests. */
export function textOf(params: Params, omitted: string[]): string {
  return Object.keys(params)
    .filter(name => !omitted.includes(name) && params[name] !== '')
    .sort()
    .map(name => `${name}=${params[name]}`)
    .join('&')
}

export function common(method: string, business: unknown, more: Params = {}): Params {
  return {
    app_id: appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: '2026-01-01 08:00:00',
    version: '1.0',
    biz_content: JSON.stringify(business),
    ...more,
  }
}

export function signed(params: Params, key: KeyObject = keys.privateKey): Params {
  const text = textOf(params, ['sign'])
  const hash = HASH[params['sign_type'] ?? ''] ?? 'RSA-SHA256'
  return { ...params, sign: createSign(hash).update(text, 'utf8').sign(key, 'base64') }
}

export function verifies(emulator: Emulator, text: string, sign: string, type = 'RSA2'): boolean {
  const hash = HASH[type] as string
  return createVerify(hash).update(text, 'utf8').verify(emulator.alipayPublicKey, sign, 'base64')
}

export function post(emulator: Emulator, params: Params): Promise<Response> {
  return emulator.fetch(new Request(emulator.gateway, { method: 'POST', body: new URLSearchParams(params) }))
}

export function get(emulator: Emulator, params: Params): Promise<Response> {
  return emulator.fetch(new Request(`${emulator.gateway}?${new URLSearchParams(params)}`))
}

export interface Reply {
  readonly node: string
  readonly answer: Record<string, string>
  readonly inner: string
  readonly sign: string | undefined
}

/** Takes a reply apart by its text, as it stands on the wire. */
export async function reply(response: Response): Promise<Reply> {
  const text = await response.text()
  const [, node = '', inner = '', sign] = /^\{"(\w+)":(\{.*\})(?:,"sign":"([^"]+)")?\}$/s.exec(text) ?? []
  return { node, inner, sign, answer: JSON.parse(inner) as Record<string, string> }
}

/** Signs, posts, checks the answer's signature and what it holds, and gives its members. */
export async function call(
  emulator: Emulator,
  method: string,
  business: unknown,
  more: Params = {},
  key: KeyObject = keys.privateKey,
): Promise<Record<string, string>> {
  const {
    inner,
    sign = '',
    node,
    answer,
  } = await reply(await post(emulator, signed(common(method, business, more), key)))
  if (node !== `${method.replaceAll('.', '_')}_response`) throw new Error(`a reply of ${node}`)
  if (!verifies(emulator, inner, sign, more['sign_type'])) throw new Error('the reply does not verify')
  requireKnown(method, answer)
  return answer
}

export const coffee = {
  out_trade_no: 'ORDER-1',
  scene: 'bar_code',
  auth_code: '28763443825664394',
  subject: 'Coffee',
  total_amount: '88.88',
}

export const pagePay = {
  out_trade_no: 'PAGE-1',
  product_code: 'FAST_INSTANT_TRADE_PAY',
  subject: '一杯 <b>"Coffee"</b> & cake',
  total_amount: '88.88',
}

export const formOf = (body: string): Params => Object.fromEntries(new URLSearchParams(body))
