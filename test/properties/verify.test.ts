import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { createAlipay, tradePay, tradeQuery, tradeStatusSync } from '../../src/alipay/index.ts'
import {
  InputError,
  readReply,
  rsa2Signer,
  rsa2Verifier,
  signRequest,
  verifyNotify,
  ZhifuError,
} from '../../src/index.ts'
import { gatewaySign } from '../support/gateway-key.ts'
import { appId, appKeys, keys } from '../support/keys.ts'
import { anyName, anyText, property } from './property.ts'

const gatewayKey = keys.rsa1024
const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(gatewayKey.spki),
})
const sign = (text: string): string => gatewaySign(text, 'sha256', gatewayKey.pkcs8)
const fields = {
  app_id: appId,
  notify_id: 'n-1',
  notify_type: 'trade_status_sync',
  out_trade_no: 'ORDER-1',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '88.88',
}
const textOf = (params: Record<string, string>): string =>
  Object.keys(params)
    .sort()
    .map(name => `${name}=${params[name]}`)
    .join('&')
const post = (params: Record<string, string>, signature: string): string =>
  new URLSearchParams({ ...params, sign: signature }).toString()
const verify = (body: string | Uint8Array) =>
  verifyNotify(client, tradeStatusSync, body).catch(error => error as unknown)

describe('a notification', () => {
  const wellFormed = (text: string) => !/\p{Surrogate}/u.test(text)
  const extra = fc.dictionary(anyName.filter(wellFormed), anyText.filter(wellFormed), {
    maxKeys: 4,
    noNullPrototype: true,
  })

  property(
    'that is genuine passes with exactly what was signed, whatever else it holds, or is refused as ambiguous',
    [extra],
    async more => {
      const { sign: _, sign_type: __, ...rest } = more
      const params: Record<string, string> = { ...rest, ...fields }
      const result = await verify(post(params, sign(textOf(params))))
      if (result instanceof ZhifuError) expect(result.code).toMatch(/ERR_(AMBIGUOUS|MESSAGE)/)
      else for (const [name, value] of Object.entries(result as object)) expect(value).toBe(params[name])
    },
  )

  const body = post({ ...fields, subject: '咖啡 & 茶' }, sign(textOf({ ...fields, subject: '咖啡 & 茶' })))
  const bytes = new TextEncoder().encode(body)
  property(
    'spoiled in one byte is refused, or says the same',
    [fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })],
    async (at, flip) => {
      const result = await verify(bytes.with(at, (bytes[at] as number) ^ flip))
      if (result instanceof Error) expect(result).toBeInstanceOf(ZhifuError)
      else expect(result).toMatchObject({ ...fields, subject: '咖啡 & 茶' })
    },
  )

  property(
    'of any text or bytes ends in a refusal',
    [fc.oneof(anyText, fc.uint8Array(), fc.webQueryParameters())],
    async source => {
      expect(await verify(source)).toBeInstanceOf(ZhifuError)
    },
  )

  property(
    'whose text is cut otherwise is refused, or decides the same',
    [fc.array(fc.nat(200), { minLength: 1, maxLength: 3 })],
    async moves => {
      // Merge neighbours of a genuine text into one value: the signed text stays what it is.
      const pairs = textOf({ ...fields, body: 'x', subject: 'y' })
        .split('&')
        .map(pair => pair.split('=') as [string, string])
      const signature = sign(textOf({ ...fields, body: 'x', subject: 'y' }))
      for (const move of moves) {
        const at = move % Math.max(1, pairs.length - 1)
        const [next] = pairs.splice(at + 1, 1)
        if (next !== undefined) (pairs[at] as [string, string])[1] += `&${next[0]}=${next[1]}`
      }
      expect(await verify(post(Object.fromEntries(pairs), signature))).toBeInstanceOf(ZhifuError)
    },
  )
})

describe('a reply', () => {
  const answer =
    '{"code":"10000","msg":"Success","trade_no":"2026","out_trade_no":"ORDER-1","total_amount":"88.88","trade_status":"TRADE_SUCCESS"}'
  const reply = new TextEncoder().encode(`{"alipay_trade_query_response":${answer},"sign":"${sign(answer)}"}`)
  const read = (bytes: Uint8Array | string) =>
    readReply(client, tradeQuery, bytes, { out_trade_no: 'ORDER-1' }).catch(error => error as unknown)

  property(
    'spoiled in one byte is refused, or says the same',
    [fc.nat(reply.length - 1), fc.integer({ min: 1, max: 255 })],
    async (at, flip) => {
      const result = await read(reply.with(at, (reply[at] as number) ^ flip))
      if (result instanceof Error) expect(result).toBeInstanceOf(ZhifuError)
      else expect(result).toEqual(JSON.parse(answer))
    },
  )

  property(
    'of any text or bytes ends in a refusal',
    [fc.oneof(anyText, fc.json(), fc.uint8Array())],
    async source => {
      expect(await read(source)).toBeInstanceOf(ZhifuError)
    },
  )
})

describe('an input', () => {
  const order = {
    out_trade_no: 'ORDER-1',
    total_amount: '1.00',
    subject: 'x',
    scene: 'bar_code',
    auth_code: '28',
  }
  const signer = { type: 'RSA2', sign: async () => 'c2lnbg==' }
  const names = fc.constantFrom(
    'out_trade_no',
    'total_amount',
    'subject',
    'goods_detail',
    'extend_params',
    'query_options',
    'x',
  )
  const value = fc.oneof(anyText, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('1.00', undefined))

  property(
    'of any values is sent as it is, or refused with InputError',
    [fc.dictionary(names, value, { noNullPrototype: true })],
    async more => {
      const input = { ...order, ...more } as never
      const result = await signRequest({ ...client, signer }, tradePay, input).catch(
        error => error as unknown,
      )
      if (result instanceof Error) expect(result).toBeInstanceOf(InputError)
      else {
        const { body } = result as Awaited<ReturnType<typeof signRequest>>
        expect(JSON.parse(body[0]?.[1] as string)).toEqual(JSON.parse(JSON.stringify(input)))
      }
    },
  )

  const marker = 'SECRET-VALUE'
  property(
    'that is refused never shows its values',
    [names, fc.constantFrom(marker, [marker], { [`a${marker}`.slice(0, 1)]: marker }, marker.repeat(50))],
    async (name, bad) => {
      const error = await signRequest({ ...client, signer }, tradePay, {
        ...order,
        [name]: bad,
      } as never).catch(error => error as Error)
      if (error instanceof Error) expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(marker)
    },
  )
})
