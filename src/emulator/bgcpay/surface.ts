/** What the emulator takes and gives for bgcpay (鏈付). */
import type { BgcpayTradeEvent, BgcpayTradeStatus } from './trades.ts'

/** An app that may call the emulated bgcpay. */
export interface BgcpayEmulatorApp {
  /** The app's number, at most 32 characters: `2014072300007148`. */
  readonly appId: string
  /** The key that app and gateway share. With an empty one it is answered `isv.missing-signature-key`. */
  readonly key: string
  /** How the key joins the text to sign, which the document leaves open: bare (`append`, the default) or after `&key=`. */
  readonly join?: 'append' | 'amp-key' | undefined
  /** The case of the hex digits in what the gateway signs, `lower` by default. Either is taken from the app. */
  readonly hex?: 'lower' | 'upper' | undefined
  /**
   * Whether and how answers are signed, which the document leaves open:
   *
   * - `unsigned` (default): no answer has a `sign`.
   * - `node`: every answer is wrapped in `…_response`, and the node's raw text is signed.
   * - `params`: the answer's members are sorted and joined as a request's are; what is no text counts as its
   *   JSON, what is empty or null does not count.
   */
  readonly replies?: 'unsigned' | 'node' | 'params' | undefined
  /** The currencies that it has signed up for, `['USDT', 'AEDB']` by default. */
  readonly currencies?: readonly string[] | undefined
  /** The only methods that it may call; a call of another one is answered 40006. All of them by default. */
  readonly methods?: readonly string[] | undefined
  /** What it owns at first, by currency: `{ USDT: '1000.00' }`. Nothing by default; payments add to it. */
  readonly balance?: Readonly<Record<string, string>> | undefined
  /** The most that one trade and one transfer may move: `{ trade: '500', transfer: '200' }`; 100000000 by default. */
  readonly limits?:
    | { readonly trade?: string | undefined; readonly transfer?: string | undefined }
    | undefined
  /**
   * What is wrong with it: not online yet (`not-online-app`), stopped from receiving
   * (`ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT`), or frozen, so that nothing is transferred
   * (`BLOCK_USER_FORBBIDEN_SEND`).
   */
  readonly state?: 'online' | 'offline' | 'suspended' | 'frozen' | undefined
}

/** A user of bgcpay: who pays, and who is paid by transfers. */
export interface BgcpayEmulatorUser {
  /** The user's number, CID: `BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8`. */
  readonly cid: string
  /** `test@gmail.com`. */
  readonly email: string
  /** The name that others see; made from the email when absent: `te*@gmail.com`. */
  readonly displayName?: string | undefined
  /** What the user owns at first: `{ USDT: '100.00' }`. Without it payments are never too much. */
  readonly balance?: Readonly<Record<string, string>> | undefined
  /** Whether the account is frozen, so that transfers to it are refused (`BLOCK_USER_FORBBIDEN_RECIEVE`). */
  readonly frozen?: boolean | undefined
}

/** How to set the emulated bgcpay up. */
export interface BgcpayEmulatorOptions {
  /** The apps that it knows. */
  readonly apps: readonly BgcpayEmulatorApp[]
  /** The users that it knows; the first one pays where nobody is named. */
  readonly users?: readonly BgcpayEmulatorUser[] | undefined
  /** What orders with a `notify_url` tell it, `['paid']` by default, as document 003 lists it. */
  readonly notifies?: readonly BgcpayTradeEvent[] | undefined
}

/** A trade as it is at this moment. */
export interface BgcpayTradeSnapshot {
  /** The app that the order belongs to: `2014072300007148`. */
  readonly appId: string
  /** The merchant's order number: `6823789339978248`. */
  readonly outTradeNo: string
  /** The gateway's number, 28 digits that begin with the date: `2013112011001004330000121536`. */
  readonly tradeNo: string
  /** Its state: `TRADE_SUCCESS`. */
  readonly status: BgcpayTradeStatus
  /** `USDT`. */
  readonly currency: string
  /** The total in that currency: `88.88`. */
  readonly totalAmount: string
  /** The title that the payer reads: `Iphone6 16G`. */
  readonly subject: string
  /** The CID of who paid; null as long as nobody did. */
  readonly payerId: string | null
  /** When it was opened. */
  readonly createdAt: Date
  /** When it was paid; null as long as it is not. */
  readonly paidAt: Date | null
  /** When it closes if it is not paid; null for an order without `timeout`, which waits for ever. */
  readonly deadline: Date | null
}

/** A transfer that was done. */
export interface BgcpayTransferSnapshot {
  /** The app that paid: `2014072300007148`. */
  readonly appId: string
  /** The merchant's number: `201806300001`. */
  readonly outBizNo: string
  /** The gateway's number, 32 digits that begin with the date: `20190801110070000006380000250621`. */
  readonly orderId: string
  /** `USDT`. */
  readonly currency: string
  /** What was transferred, in that currency: `23.00`. */
  readonly amount: string
  /** What the user reads: `201905代發`. */
  readonly title: string
  /** The CID of who was paid. */
  readonly payeeCid: string
  /** When. */
  readonly time: Date
}

/** bgcpay in memory, with the payer's side in your hands. */
export interface BgcpayEmulator {
  /** The endpoint to give to `createBgcpay`: `http://127.0.0.1:8080/bgcpay/gateway.do`. */
  readonly gateway: string
  /**
   * Pays an order as its payer would; the notification starts at once, and `advance(0)` waits for it.
   *
   * @param payerCid who pays; the first user when absent, or somebody unknown where there are no users.
   * @throws {RangeError} when there is no such order or user, the order is not waiting, several apps have it and
   *   none is named, or the payer owns too little.
   */
  pay(outTradeNo: string, payerCid?: string, appId?: string): void
  /**
   * Closes an unpaid order, as if its time were over: `TRADE_CLOSED`.
   *
   * @throws {RangeError} when there is no such order, it is not waiting, or several apps have it and none is named.
   */
  close(outTradeNo: string, appId?: string): void
  /**
   * Finishes a paid trade: `TRADE_FINISHED`.
   *
   * @throws {RangeError} when there is no such order, it is not paid, or several apps have it and none is named.
   */
  finish(outTradeNo: string, appId?: string): void
  /** The trade of an order; null when there is none, or several apps have it and none is named. */
  trade(outTradeNo: string, appId?: string): BgcpayTradeSnapshot | null
  /** All trades, in the order in which they were opened. */
  trades(): BgcpayTradeSnapshot[]
  /** All transfers, in their order. */
  transfers(): BgcpayTransferSnapshot[]
  /**
   * What a user (by CID) or a merchant (by the app's number) owns, by currency: `{ USDT: '12.00' }`.
   *
   * @throws {RangeError} for somebody unknown.
   */
  balance(owner: string): Record<string, string>
}
