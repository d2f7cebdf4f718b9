/** The curl requests that document 003 prints, held against ours. */
import { describe, expect, test } from 'vitest'
import {
  createBgcpay,
  probeMd5Scheme,
  tradeNotify,
  tradePay,
  tradeQuery,
  userQuery,
} from '../../src/bgcpay/index.ts'
import { explainSignature, md5, signRequest, verifyNotify } from '../../src/index.ts'
import vectors from '../vectors/bgcpay.json' with { type: 'json' }

const key = 'shared-key-of-the-tests'
const client = createBgcpay({
  appId: '2014072300007148',
  signer: md5(key),
  verifier: md5(key),
  now: () => new Date('2014-07-23T19:07:50Z'),
})
/** The query of each curl, its `${…}` filled in. */
const queryOf = (method: string) =>
  `charset=UTF-8&method=${method}&format=json&app_id=2014072300007148&version=1.0&sign_type=MD5&timestamp=2014-07-24%2003%3A07%3A50`

test.each([
  [userQuery, '{"user_cid":"BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8","email":"test@gmail.com"}'],
  [
    tradePay,
    '{"out_trade_no":"20150320010101001","currency":"USDT","total_amount":"88.88","subject":"Iphone6 16G"}',
  ],
  [
    tradeQuery,
    '{"out_trade_no":"20150320010101001","query_options":["trade_settle_info"],"trade_no":"2014112611001004680 073956707"}',
  ],
])('$name: the same query, and one part biz_content with equal JSON', async (api, bizContent) => {
  const { query, body, encoding, files } = await signRequest(
    client,
    api as typeof userQuery,
    JSON.parse(bizContent),
  )
  const { sign, ...ours } = Object.fromEntries(query)
  expect(ours).toEqual(Object.fromEntries(new URLSearchParams(queryOf(api.name))))
  expect(sign).toMatch(/^[\da-f]{32}$/)
  expect([encoding, files, body.map(([name]) => name)]).toEqual(['multipart', undefined, ['biz_content']])
  expect(JSON.parse(body[0]?.[1] as string)).toEqual(JSON.parse(bizContent))
})

test('explainSignature shows the text of this gateway: query and body together, sign_type in it, empty values not', async () => {
  const { query, body } = await signRequest(client, userQuery, { email: 'test@gmail.com' })
  const params = { ...Object.fromEntries([...query, ...body]), lang: '' }
  const { text, counted, dropped, bytes } = explainSignature(params, client)
  expect(text).toBe(
    'app_id=2014072300007148&biz_content={"email":"test@gmail.com"}&charset=UTF-8&format=json&method=bgcpay.user.query&sign_type=MD5&timestamp=2014-07-24 03:07:50&version=1.0',
  )
  expect(counted).toContain('sign_type')
  expect(dropped).toEqual(
    expect.arrayContaining([
      { name: 'sign', why: 'not signed' },
      { name: 'lang', why: 'empty' },
    ]),
  )
  expect(await md5(key).sign(bytes)).toBe(Object.fromEntries(query)['sign'])
})

describe.each(vectors.messages)(
  'stage by stage, as openssl has it: $name',
  ({ name, params, canonical, signatures }) => {
    test('parameters → canonical text → signature', async () => {
      const { text, bytes } = explainSignature(params as unknown as Record<string, string>, client)
      expect(text).toBe(canonical)
      for (const join of ['append', 'amp-key'] as const) {
        expect(await md5(vectors.key, { join }).sign(bytes)).toBe(signatures[join])
        expect(
          (await probeMd5Scheme({ params: params as never, key: vectors.key, sign: signatures[join] }))?.name,
        ).toBe(join)
      }
    })

    test('→ request, or ← notification', async () => {
      const api = [userQuery, tradePay, tradeQuery].find(api => api.name === name)
      if (api !== undefined) {
        const { query } = await signRequest(
          client,
          api as typeof userQuery,
          JSON.parse((params as { biz_content: string }).biz_content),
        )
        expect(Object.fromEntries(query)['sign']).toBe(signatures.append)
      } else {
        const inQuery = ['charset', 'method', 'format', 'app_id', 'version', 'sign_type', 'timestamp']
        const entries = Object.entries(params)
        const query = new URLSearchParams(entries.filter(([field]) => inQuery.includes(field)))
        const form = new FormData()
        for (const [field, value] of entries) if (!inQuery.includes(field)) form.append(field, value)
        query.set('sign', signatures.append)
        const request = new Request(`https://shop.example/n?${query}`, { method: 'POST', body: form })
        const demo = createBgcpay({ ...client, appId: 'demo1' })
        expect(await verifyNotify(demo, tradeNotify, request)).toMatchObject({
          total_amount: '188.00',
          trade_status: 'TRADE_SUCCESS',
        })
      }
    })
  },
)
