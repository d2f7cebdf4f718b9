/** What a caller in JavaScript may get wrong in a client's options, at each gateway. */
import { describe, expect, test } from 'vitest'
import { type AlipayClientOptions, createAlipay } from '../../src/alipay/index.ts'
import { type BgcpayClientOptions, createBgcpay } from '../../src/bgcpay/index.ts'
import { gbk } from '../../src/gbk/index.ts'
import { type ClientOptions, md5, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { createMapi, type MapiClientOptions } from '../../src/mapi/index.ts'
import { appId, appKeys } from '../support/keys.ts'

const shared = md5('shared-key-of-the-tests')
/** Each option that every gateway takes; one that is new has to be put here, and is held to be taken. */
const everything: Readonly<Record<Exclude<keyof ClientOptions, 'signer' | 'verifier'>, unknown>> = {
  charset: gbk,
  fetch: async () => new Response(),
  now: () => new Date(0),
  timeout: 1000,
  maxBytes: 1000,
  ignore: ['_url'],
  candidates: { old: shared },
  content: undefined,
  onEvent: () => {},
  endpoint: 'http://127.0.0.1:1/',
  explain: () => undefined,
}
const rsa = { signer: rsa2Signer(appKeys.pkcs8), verifier: rsa2Verifier(appKeys.spki) }
const mac = { signer: shared, verifier: shared }

type Create = (options: object) => object
/** The options that one gateway alone takes, its account apart. */
type Own<Options> = Readonly<
  Record<Exclude<keyof Options, keyof ClientOptions | 'appId' | 'partner'>, unknown>
>

const alipayOwn: Own<AlipayClientOptions> = { sellerId: '2088', authorisedAppIds: ['1'] }
const mapiOwn: Own<MapiClientOptions> = { payUserId: '1', confirm: 'skip' }
const bgcpayOwn: Own<BgcpayClientOptions> = { replies: 'node', lang: 'en' }

describe.each<[string, Create, object, object]>([
  ['alipay', createAlipay as Create, { appId, ...rsa }, alipayOwn],
  ['mapi', createMapi as Create, { partner: '2088002464631181', ...mac }, mapiOwn],
  ['bgcpay', createBgcpay as Create, { appId, ...mac }, bgcpayOwn],
])('%s', (_, create, required, own) => {
  test('takes all of its options, and a client that is spread', () => {
    const client = create({ ...required, ...own, ...everything })
    expect(create({ ...client, timeout: 2000 })).toEqual({ ...client, timeout: 2000 })
  })

  test.each<[string, object, RegExp]>([
    [
      'an option of a call',
      { notifyUrl: 'https://shop.example/' },
      /^notifyUrl is not an option here; notifyUrl and the like go with each call$/,
    ],
    ['a misspelt one', { Charset: gbk }, /^Charset is not an option/],
    ['a charset by its name', { charset: 'gbk' }, /^charset is none: give gbk of 'zhifu\/gbk'/],
    ['a key in place of a verifier', { verifier: appKeys.spki }, /^verifier is missing, or is none/],
    ['no verifier', { verifier: undefined }, /^verifier is missing.*Nothing is believed without it/],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => create({ ...required, ...wrong })).toThrow(TypeError)
    expect(() => create({ ...required, ...wrong })).toThrow(message)
  })

  test('refuses an account with a line end, and no options at all', () => {
    const [name, account] = Object.entries(required)[0] as [string, string]
    expect(() => create({ ...required, [name]: `${account}\n` })).toThrow(new RegExp(`^${name} is missing`))
    expect(() => create(undefined as never)).toThrow(new RegExp(`^${name} is missing`))
  })
})
