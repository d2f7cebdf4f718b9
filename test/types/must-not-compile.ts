/** Mistakes that the compiler must catch. Each stands under `@ts-expect-error`: where it compiles, that is the error. */
import {
  defineApi,
  execute,
  handleNotify,
  md5,
  pageForm,
  pageUrl,
  rsa2Signer,
  rsa2Verifier,
  verifyNotify,
  verifyReturn,
} from 'zhifu'
import {
  createAlipay,
  tradePagePay,
  tradePagePayReturn,
  tradePay,
  tradeQuery,
  tradeStatusSync,
} from 'zhifu/alipay'
import { tradePay as bgcpayPay, createBgcpay, tradeNotify } from 'zhifu/bgcpay'
import {
  batchTransNotification,
  batchTransNotify,
  batchTransNotifyNoPwd,
  createMapi,
  notifyVerify,
} from 'zhifu/mapi'
import { otherCall, otherNotification, otherPage, otherReceiver } from './other-gateway.ts'

const appId = '2016000000000001'
const signer = rsa2Signer('')
const verifier = rsa2Verifier('')
const client = createAlipay({ appId, signer, verifier })
const receiver = createAlipay({ appId, verifier })

const payment = {
  out_trade_no: '1',
  total_amount: '1.00',
  subject: 'x',
  scene: 'bar_code',
  auth_code: '28',
} as const
const page = {
  out_trade_no: '1',
  total_amount: '1.00',
  subject: 'x',
  product_code: 'FAST_INSTANT_TRADE_PAY',
} as const
const handle = (): void => {}
const expect = () => ({ total_amount: '1.00' })
const request = new Request('https://shop.test/')

const bgcpay = createBgcpay({ appId, signer: md5('k'), verifier: md5('k') })
const bgcpayOrder = { out_trade_no: '1', currency: 'USDT', total_amount: '1.00', subject: 'x' }

const partner = '2088002464631181'
const mapi = createMapi({ partner, signer: md5('k'), verifier: md5('k') })
const mapiReceiver = createMapi({ partner, verifier: md5('k') })
const transfer = { serial: '1', account: 'a@example.com', name: 'A', amount: '1.00' }
const batch = { batch_no: '20260101001', account_name: 'A', email: 'a@example.com', transfers: [transfer] }

export const mistakes = [
  // mapi's services and notification for another gateway's client, and the other way round.
  // @ts-expect-error
  () => execute(client, batchTransNotifyNoPwd, batch),
  // @ts-expect-error
  () => execute(mapi, tradePay, payment),
  // @ts-expect-error
  () => execute(mapi, bgcpayPay, bgcpayOrder),
  // @ts-expect-error
  () => verifyNotify(receiver, batchTransNotification, ''),
  // @ts-expect-error
  () => verifyNotify(mapiReceiver, tradeStatusSync, ''),
  // @ts-expect-error
  () => handleNotify(mapiReceiver, tradeStatusSync, request, { expect, handle }),
  // @ts-expect-error
  () => execute(bgcpay, notifyVerify, { notify_id: '1' }),
  // A page that is called, a call that is opened, a receiver that sends.
  // @ts-expect-error
  () => execute(mapi, batchTransNotify, batch),
  // @ts-expect-error
  () => pageForm(mapi, batchTransNotifyNoPwd, batch),
  // @ts-expect-error
  () => execute(mapiReceiver, batchTransNotifyNoPwd, batch),
  // A batch's reply says that it was accepted, and nothing of payment.
  // @ts-expect-error
  async () => (await execute(mapi, batchTransNotifyNoPwd, batch)).paid,
  // @ts-expect-error
  async () => (await execute(mapi, batchTransNotifyNoPwd, batch)).is_success === 'F',
  // An amount as a number, or what is derived given by hand.
  // @ts-expect-error
  () => execute(mapi, batchTransNotifyNoPwd, { ...batch, transfers: [{ ...transfer, amount: 1 }] }),
  // @ts-expect-error
  () => execute(mapi, batchTransNotifyNoPwd, { ...batch, batch_fee: '1.00' }),
  // A batch is compared with its transfers, and reconciled by `handleNotify` alone.
  // @ts-expect-error
  () => handleNotify(mapi, batchTransNotification, request, { expect, handle }),
  // @ts-expect-error
  async () => (await verifyNotify(mapi, batchTransNotification, '')).reconciliation,
  // A client without a verifier, or a receiver without a partner.
  // @ts-expect-error
  () => createMapi({ partner, signer: md5('k') }),
  // @ts-expect-error
  () => createMapi({ verifier: md5('k') }),
  // A confirmation that is switched off by a boolean.
  // @ts-expect-error
  () => createMapi({ partner, verifier: md5('k'), confirm: false }),

  // bgcpay's API and notification for Alipay's client, and the other way round.
  // @ts-expect-error
  () => execute(client, bgcpayPay, bgcpayOrder),
  // @ts-expect-error
  () => execute(bgcpay, tradePay, payment),
  // @ts-expect-error
  () => verifyNotify(receiver, tradeNotify, ''),
  // An expectation without the currency.
  // @ts-expect-error
  () => handleNotify(bgcpay, tradeNotify, request, { expect, handle }),
  // An API of another gateway.
  // @ts-expect-error
  () => execute(client, otherCall, { id: '1' }),
  // @ts-expect-error
  () => pageUrl(client, otherPage, { id: '1' }),
  // @ts-expect-error
  () => pageForm(client, otherPage, { id: '1' }),

  // A notification type of another gateway, or another gateway's receiver.
  // @ts-expect-error
  () => verifyNotify(receiver, otherNotification, ''),
  // @ts-expect-error
  () => handleNotify(receiver, otherNotification, request, { expect: () => null, handle }),
  // @ts-expect-error
  () => verifyNotify(otherReceiver, tradeStatusSync, ''),
  // @ts-expect-error
  () => verifyReturn(otherReceiver, tradePagePayReturn, ''),
  // @ts-expect-error
  () => handleNotify(otherReceiver, tradeStatusSync, request, { expect, handle }),

  // A verb for another kind of API.
  // @ts-expect-error
  () => execute(client, tradePagePay, page),
  // @ts-expect-error
  () => pageUrl(client, tradePay, payment),
  // @ts-expect-error
  () => pageForm(client, tradeQuery, { out_trade_no: '1' }),

  // A return taken for a notification, and the other way round.
  // @ts-expect-error
  () => verifyNotify(receiver, tradePagePayReturn, ''),
  // @ts-expect-error
  () => verifyReturn(receiver, tradeStatusSync, ''),

  // An amount as a number.
  // @ts-expect-error
  () => execute(client, tradePay, { ...payment, total_amount: 1 }),
  // @ts-expect-error
  () => pageUrl(client, tradePagePay, { ...page, total_amount: 1 }),
  // @ts-expect-error
  () => handleNotify(receiver, tradeStatusSync, request, { expect: () => ({ total_amount: 1 }), handle }),

  // A misspelt or a missing field.
  // @ts-expect-error
  () => execute(client, tradePay, { ...payment, total_amout: '1.00' }),
  // @ts-expect-error
  () => pageUrl(client, tradePagePay, { out_trade_no: '1', total_amount: '1.00' }),

  // A client without a verifier, or with something else in its place.
  // @ts-expect-error
  () => createAlipay({ appId, signer }),
  // @ts-expect-error
  () => createAlipay({ appId, signer, verifier: undefined }),
  // @ts-expect-error
  () => createAlipay({ appId, signer, verifier: signer }),
  // @ts-expect-error
  () => createAlipay({ appId, signer, verifier: false }),

  // A receiver that shall send.
  // @ts-expect-error
  () => execute(receiver, tradePay, payment),
  // @ts-expect-error
  () => pageUrl(receiver, tradePagePay, page),

  // A notification that is compared with nothing, or does nothing.
  // @ts-expect-error
  () => handleNotify(receiver, tradeStatusSync, request, { handle }),
  // @ts-expect-error
  () => handleNotify(receiver, tradeStatusSync, request, { expect }),
  // @ts-expect-error
  () => handleNotify(receiver, tradeStatusSync, request, { expect: () => undefined, handle }),
  // @ts-expect-error
  () => handleNotify(receiver, tradeStatusSync, request, { expect: () => ({}), handle }),

  // A parsed object in place of the raw body.
  // @ts-expect-error
  () => verifyNotify(receiver, tradeStatusSync, { out_trade_no: '1' }),

  // A kind that is none.
  // @ts-expect-error
  () => defineApi<'alipay', object, object, 'download'>({ gateway: 'alipay', name: 'a', kind: 'download' }),
]
