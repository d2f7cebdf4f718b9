/** What must compile, and the types that come out of it. */

import * as v from 'valibot'
import {
  type Client,
  defineApi,
  execute,
  handleNotify,
  hmac,
  md5,
  memoryStore,
  pageForm,
  pageUrl,
  type Receiver,
  rsa2Signer,
  rsa2Verifier,
  type Signer,
  type Unsigned,
  verifyNotify,
  verifyReturn,
  type ZhifuFailure,
} from 'zhifu'
import {
  createAlipay,
  tradeEvent,
  tradePagePay,
  tradePagePayReturn,
  tradePay,
  tradeQuery,
  tradeRefund,
  tradeStatusSync,
} from 'zhifu/alipay'
import { dsaSigner, dsaVerifier } from 'zhifu/dsa'
import { createEmulator } from 'zhifu/emulator'
import { gbk } from 'zhifu/gbk'
import {
  batchTransNotification,
  batchTransNotify,
  batchTransNotifyNoPwd,
  createMapi,
  notifyVerify,
} from 'zhifu/mapi'

/** Holds a type exactly: `is<string>()(value)` does not compile for `any`, a union or a subtype. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is =
  <Expected>() =>
  <Actual>(_value: Actual, _same: Same<Actual, Expected>): void => {}

declare const jwk: JsonWebKey
declare const cryptoKey: CryptoKey

export async function compiles(request: Request, appId: string): Promise<void> {
  const signer = rsa2Signer('PEM')
  const verifier = rsa2Verifier(new Uint8Array())
  rsa2Signer(jwk)
  rsa2Signer(cryptoKey)
  rsa2Signer(new ArrayBuffer(1))

  // With a signer it is a client, without one a receiver; both are plain objects.
  const client = createAlipay({ appId, signer, verifier })
  const receiver = createAlipay({ appId, verifier, sellerId: '2088' })
  const sends: Client<'alipay'> = { ...client, endpoint: 'http://127.0.0.1:8080/gateway.do' }
  const listens: Receiver<'alipay'> = client
  createAlipay({ appId, verifier: md5('key'), signer: md5('key') })
  createAlipay({ appId, verifier: hmac('key') })

  // A signer of one's own.
  const kms: Signer = { type: 'RSA2', sign: async message => String(message.length) }
  createAlipay({ appId, signer: kms, verifier })

  const paid = await execute(
    sends,
    tradePay,
    { out_trade_no: '1', total_amount: '1.00', subject: 'x', scene: 'bar_code', auth_code: '28' },
    { notifyUrl: 'https://shop.test/', timeout: 5000, signal: new AbortController().signal },
  )
  is<'10000' | '10003'>()(paid.code, true)
  if (paid.code === '10000') is<string>()(paid.trade_no, true)
  const query = await execute(client, tradeQuery, { out_trade_no: '1' })
  is<string>()(query.trade_no, true)
  await execute(client, tradeRefund, { out_trade_no: '1', refund_amount: '1.00', out_request_no: '1' })

  const page = {
    out_trade_no: '1',
    total_amount: '1.00',
    subject: 'x',
    product_code: 'FAST_INSTANT_TRADE_PAY',
  } as const
  is<URL>()(await pageUrl(client, tradePagePay, page, { returnUrl: 'https://shop.test/' }), true)
  is<string>()(await pageForm(client, tradePagePay, page), true)

  const returned = await verifyReturn(receiver, tradePagePayReturn, request.url)
  is<string>()(returned.out_trade_no, true)
  const trade = await verifyNotify(listens, tradeStatusSync, request)
  is<string>()(trade.total_amount, true)
  is<'waiting' | 'paid' | 'refunded' | 'closed' | 'finished'>()(tradeEvent(trade), true)

  const response = await handleNotify(receiver, tradeStatusSync, request, {
    expect: async ({ out_trade_no }) => (out_trade_no === '1' ? { total_amount: '1.00' } : null),
    handle: async paid => is<string>()(paid.trade_no, true),
    store: memoryStore(),
    onError: error => console.error(error),
    onOther: fields => console.log(fields['notify_type']),
  })
  is<Response>()(response, true)
  await handleNotify(receiver, [tradeStatusSync], request, {
    expect: () => ({ total_amount: '1.00', seller_id: '2088' }),
    handle: () => {},
  })

  // An API that the catalogue lacks.
  interface ScoreInput {
    transaction_id: string
  }
  interface ScoreResult {
    zm_score: string
  }
  const score = defineApi<'alipay', ScoreInput, ScoreResult, 'call'>({
    gateway: 'alipay',
    name: 'zhima.credit.score.get',
    kind: 'call',
    input: () => v.strictObject({ transaction_id: v.string() }),
  })
  const { zm_score } = await execute(client, score, { transaction_id: '1' })
  is<string>()(zm_score, true)

  // The brand of an unsigned result is in the type only, and does not stand in the way.
  const unsigned: Unsigned<{ a: string }> = { a: '1' }
  is<string>()(unsigned.a, true)

  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:8080',
    apps: [{ appId, publicKey: 'PEM' }],
  })
  createAlipay({ appId, signer, verifier, endpoint: emulator.gateway, fetch: emulator.fetch })
}

/** mapi: accepted is not paid, and only what was handled is reconciled. */
export async function batches(request: Request): Promise<void> {
  const partner = '2088002464631181'
  const mapi = createMapi({ partner, signer: md5('key'), verifier: md5('key'), charset: gbk })
  createMapi({ partner, signer: dsaSigner('PEM'), verifier: dsaVerifier('PEM', { armour: 'case-escaped' }) })
  const receiver = createMapi({ partner, verifier: md5('key'), confirm: 'skip', payUserId: partner })
  const sends: Client<'mapi'> = mapi
  const transfers = [{ serial: '1', account: 'a@example.com', name: '常炜', amount: '20.00' }]
  const batch = { batch_no: '20260101001', account_name: '毛毛', email: 'p@example.com', transfers }

  const accepted = await execute(sends, batchTransNotifyNoPwd, batch, { notifyUrl: 'https://shop.test/' })
  is<'T'>()(accepted.is_success, true)
  is<'SUCCESS' | undefined>()(accepted.error, true)
  is<string>()(await pageForm(mapi, batchTransNotify, batch), true)
  is<'true' | 'false' | 'invalid'>()((await execute(mapi, notifyVerify, { notify_id: '1' })).answer, true)
  const news = await verifyNotify(receiver, batchTransNotification, request)
  is<string | null | undefined>()(news.failed[0]?.reason, true)
  await handleNotify(receiver, batchTransNotification, request, {
    expect: ({ batch_no }) => (batch_no === batch.batch_no ? batch : null),
    handle: ({ reconciliation, paid }) => {
      is<readonly string[]>()(reconciliation.missing, true)
      is<string>()(paid.amount, true)
    },
  })
}

/** Errors are a union told apart by `code`. */
export function told(error: ZhifuFailure): string {
  switch (error.code) {
    case 'ERR_INPUT':
      return error.issues.map(({ path }) => path).join()
    case 'ERR_TRANSPORT':
      return error.failure
    case 'ERR_GATEWAY':
      return error.reason ?? error.gatewayCode ?? ''
    case 'ERR_SIGNATURE':
      return error.diagnosis
    case 'ERR_MISMATCH':
      return error.fields.join()
    case 'ERR_AMBIGUOUS':
      return error.smuggled
    case 'ERR_MESSAGE':
      return String(error.tooLarge)
    case 'ERR_KEY':
    case 'ERR_SIGNING':
      is<'untouched' | 'unknown'>()(error.outcome, true)
      return error.message
  }
}
