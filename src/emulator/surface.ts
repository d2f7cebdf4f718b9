/** What the emulator takes and gives. */
import type { AppCheckout } from './alipay/app.ts'
import type { PayerTerms } from './alipay/payers.ts'
import type { TradeEvent, TradeStatus } from './alipay/trades.ts'
import type { BgcpayEmulator, BgcpayEmulatorOptions } from './bgcpay/surface.ts'
import type { NotificationRecord } from './delivery.ts'
import type { Fault, FaultKind, FaultOptions } from './faults.ts'
import type { MapiEmulator, MapiEmulatorOptions } from './mapi/surface.ts'

/** An app that may call the emulated gateway. */
export interface EmulatorApp {
  /** The app's number, at most 32 characters: `2014072300007148`. */
  readonly appId: string
  /** The public half of the key that the app signs with, SPKI in PEM (`-----BEGIN PUBLIC KEY-----`). */
  readonly publicKey: string
  /** The user id of the merchant: `2088102146225135`. Made from the app's number when absent. */
  readonly sellerId?: string | undefined
  /** The charset of requests that name none: `utf-8` (the default) or `gbk`. */
  readonly charset?: string | undefined
  /**
   * The app's own gateway (应用网关), where messages go that belong to no order's `notify_url`, such as the end
   * of a refund to a bank card: `http://127.0.0.1:3000/messages`. Without it they are not sent.
   */
  readonly appGateway?: string | undefined
}

/** How to set an emulator up. */
export interface EmulatorOptions {
  /** Where the emulator is reached, without a slash at the end: `http://127.0.0.1:8080`. */
  readonly baseUrl: string
  /** The apps that Alipay knows; `[]` where only bgcpay is asked. */
  readonly apps: readonly EmulatorApp[]
  /**
   * The gateway's own private key, PKCS#8 in PEM; a fresh one of 2048 bits when absent. Give one to keep
   * `alipayPublicKey` the same over restarts.
   */
  readonly alipayPrivateKey?: string | undefined
  /** The time to start from, the host's clock by default; `advance` runs ahead of it. */
  readonly now?: (() => Date) | undefined
  /** Numbers from 0 up to but not including 1, like `Math.random`. A seeded one makes numbers reproducible. */
  readonly random?: (() => number) | undefined
  /** Carries notifications to the merchant: `globalThis.fetch` by default, or the merchant's own handler. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
  /**
   * What orders with a `notify_url` tell it, `['paid', 'refunded']` by default: Alipay notifies of waiting,
   * closed and finished trades only where a product turns that on.
   */
  readonly notifies?: readonly TradeEvent[] | undefined
  /** How long a paid trade can be refunded, in milliseconds, 365 days by default; then it is finished. */
  readonly refundPeriod?: number | undefined
  /** The apps and users of bgcpay (鏈付), the other gateway, which has its own; nobody by default. */
  readonly bgcpay?: BgcpayEmulatorOptions | undefined
  /** The partners and payees of mapi, the older gateway; nobody by default. */
  readonly mapi?: MapiEmulatorOptions | undefined
}

/** A trade as it is at this moment. */
export interface TradeSnapshot {
  /** The app that the order belongs to: `2014072300007148`. */
  readonly appId: string
  /** The merchant's order number: `ORDER-1`. */
  readonly outTradeNo: string
  /** The gateway's number, 28 digits that begin with the date: `2026010122001…`. */
  readonly tradeNo: string
  /** Its state: `TRADE_SUCCESS`. */
  readonly status: TradeStatus
  /** The title that the payer reads: `Coffee`. */
  readonly subject: string
  /** The total in yuan: `88.88`. */
  readonly totalAmount: string
  /** What went back so far, in yuan: `0.00`. */
  readonly refundedAmount: string
  /** Who is paid: `2088102146225135`. */
  readonly sellerId: string
  /** Who pays; null as long as nobody does: `2088101117955611`. */
  readonly buyerId: string | null
  /** When it was opened. */
  readonly createdAt: Date
  /** When it was paid; null as long as it is not. */
  readonly paidAt: Date | null
  /** When it closes if it is not paid. */
  readonly deadline: Date
}

/** How a refund to a bank card ends. */
export interface DepositBackOptions {
  /** `S` (the default): the money is on the card. `F`: it went to the payer's Alipay balance instead. */
  readonly status?: 'S' | 'F' | undefined
  /** The app, where several have the order. */
  readonly appId?: string | undefined
}

/** A gateway in memory, with the payer's side in your hands. */
export interface Emulator {
  /**
   * Answers every request: `gateway.do`, `bgcpay/gateway.do`, `mapi/gateway.do`, the QR codes under `qr/`, and the cashier's buttons under `cashier/`.
   *
   * It rejects with a `TypeError`, as a real `fetch` does, for a call whose request or reply is lost by a
   * {@link Emulator.fault}. A server in front of it must then break the connection, for an HTTP 500 is another
   * case. In a plain Node server: `.catch(() => response.destroy())`; with `@hono/node-server`, whose handler
   * gets the Node response as `outgoing`:
   *
   * @example
   * serve({
   *   port,
   *   fetch: (request, { outgoing }) =>
   *     emulator.fetch(request).catch(error => {
   *       outgoing.destroy()
   *       throw error
   *     }),
   * })
   */
  readonly fetch: (request: Request) => Promise<Response>
  /** The endpoint to give to `createAlipay`: `http://127.0.0.1:8080/gateway.do`. */
  readonly gateway: string
  /** The key that answers, notifications and returns verify with, SPKI in PEM. */
  readonly alipayPublicKey: string
  /**
   * Moves the emulator's clock by milliseconds and does what falls due, in its order: notifications are
   * delivered again, unpaid orders close, old trades finish. Resolves when these deliveries have ended;
   * `advance(0)` waits for those under way.
   *
   * Nothing happens by itself: to repeat notifications in real time, call `advance(0)` every second. Do not
   * await it inside the merchant's own notification handler, for which it waits.
   *
   * @throws {RangeError} for less than 0 milliseconds.
   */
  advance(milliseconds: number): Promise<void>
  /** A fresh payer code (付款码) for `auth_code`: 18 digits, good for one order. */
  issuePayerCode(terms?: PayerTerms): string
  /**
   * Pays an order as its payer would, at the cashier, scanning its QR code or confirming in the app. Resolves
   * to the signed address that the browser is sent back to, null when the order has no `return_url`.
   *
   * @throws {RangeError} when there is no such order, when it is not waiting, or when several apps have it and
   *   none is named.
   */
  pay(outTradeNo: string, appId?: string): Promise<string | null>
  /**
   * Opens an order string of `alipay.trade.app.pay` as the payer's Alipay app does. The order exists from here
   * on, unless the string is refused.
   */
  openApp(orderString: string): Promise<AppCheckout>
  /**
   * Closes an unpaid order, as the cashier's button does.
   *
   * @throws {RangeError} as {@link Emulator.pay}.
   */
  close(outTradeNo: string, appId?: string): void
  /**
   * Finishes a paid trade, as if its time for refunds were over: `TRADE_FINISHED`.
   *
   * @throws {RangeError} when there is no such order, or it is not paid.
   */
  finish(outTradeNo: string, appId?: string): void
  /**
   * Ends a refund at the payer's bank: `alipay.trade.refund.depositback.completed` is sent to the app's own
   * gateway, if it has one and the refund asked for `deposit_back_info` in its `query_options`. A query of the
   * refund tells of it in either case.
   *
   * @throws {RangeError} when there is no such order or refund, or the refund has ended so before.
   */
  depositBack(outTradeNo: string, outRequestNo: string, options?: DepositBackOptions): void
  /**
   * Lets the next calls go wrong, so that their outcome is unknown to the merchant: what payments are lost by
   * and paid twice by. The fault that was set first strikes first; one call is struck by one fault.
   *
   * In the payer's app (`alipay.trade.app.pay`) a lost request ends in `6002`, all others but a late reply in
   * `6004`.
   *
   * @throws {RangeError} for a kind or method that there is not, less than 1 time, or no such time to wait.
   *
   * @example
   * emulator.fault('reply-lost', { method: 'alipay.trade.pay' }) // it is paid, but the merchant cannot know
   */
  fault(kind: FaultKind, options?: FaultOptions): Fault
  /**
   * The trade of an order; null when there is none, or several apps have it and none is named. An order behind a
   * QR code that nobody scanned yet is no trade.
   */
  trade(outTradeNo: string, appId?: string): TradeSnapshot | null
  /** All trades, in the order in which they were opened. */
  trades(): TradeSnapshot[]
  /** All notifications, of all gateways, and their deliveries so far. */
  notifications(): NotificationRecord[]
  /** bgcpay (鏈付), on the same clock and with the same faults. */
  readonly bgcpay: BgcpayEmulator
  /** mapi, Alipay's older gateway, on the same clock and with the same faults. */
  readonly mapi: MapiEmulator
}
