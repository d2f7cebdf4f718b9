/** What Alipay's side of the emulator takes and gives. */
import type { AppCheckout } from './app.ts'
import type { ConsentDesk } from './consent-desk.ts'
import type { FreezeDesk } from './freeze-desk.ts'
import type { KoubeiDesk } from './koubei-desk.ts'
import type { PayerTerms } from './payers.ts'
import type { TradeEvent, TradeStatus } from './trades.ts'
import type { TransferDesk } from './transfer-desk.ts'

/** An app that may call the emulated gateway. */
export interface EmulatorApp {
  /** The app's number, at most 32 characters: `2014072300007148`. */
  readonly appId: string
  /**
   * The public half of the key that the app signs with, SPKI in PEM (`-----BEGIN PUBLIC KEY-----`). An app has
   * either this or `certificates`.
   */
  readonly publicKey?: string | undefined
  /** Puts the app in certificate mode (公钥证书方式); Alipay needs an `alipayCertificate` then. */
  readonly certificates?: EmulatorCertificates | undefined
  /**
   * The key for encrypted contents (接口内容加密密钥), base64 of 16 or 32 bytes. Requests may then be encrypted
   * (`encrypt_type=AES`), and messages to `appGateway` are.
   */
  readonly encryptKey?: string | undefined
  /** The user id of the merchant: `2088102146225135`. Made from the app's number when absent. */
  readonly sellerId?: string | undefined
  /** The charset of requests that name none: `utf-8` (the default) or `gbk`. */
  readonly charset?: string | undefined
  /**
   * The app's own gateway (应用网关), where messages go that belong to no order's `notify_url`, such as the end
   * of a refund to a bank card: `http://127.0.0.1:3000/messages`. Without it they are not sent.
   */
  readonly appGateway?: string | undefined
  /**
   * What the merchant has at first, in yuan: `1000000.00` by default. Payments add to it; refunds, shares and
   * transfers take from it, and are refused where it is not enough.
   */
  readonly balance?: string | undefined
}

/** An app's certificates, both in PEM (`-----BEGIN CERTIFICATE-----`). */
export interface EmulatorCertificates {
  /** The app's own (应用公钥证书, `appCertPublicKey_….crt`). */
  readonly app: string
  /** The root bundle that it trusts (支付宝根证书, `alipayRootCert.crt`). */
  readonly root: string
}

/** How to set Alipay up. */
export interface AlipayEmulatorOptions {
  /** The apps that Alipay knows; `[]` where only bgcpay is asked. */
  readonly apps: readonly EmulatorApp[]
  /**
   * The gateway's own private key, PKCS#8 in PEM; a fresh one of 2048 bits when absent. Give one to keep
   * `alipayPublicKey` the same over restarts.
   */
  readonly alipayPrivateKey?: string | undefined
  /**
   * The certificate of `alipayPrivateKey` (支付宝公钥证书, `alipayCertPublicKey_RSA2.crt`) in PEM, for apps in
   * certificate mode; those of its issuers may follow in the same text.
   */
  readonly alipayCertificate?: string | undefined
  /**
   * What orders with a `notify_url` tell it, `['paid', 'refunded']` by default: Alipay notifies of waiting,
   * closed and finished trades only where a product turns that on.
   */
  readonly notifies?: readonly TradeEvent[] | undefined
  /** How long a paid trade can be refunded, in milliseconds, 365 days by default; then it is finished. */
  readonly refundPeriod?: number | undefined
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

/** The Alipay Open Platform, with the payer's side in your hands. */
export interface AlipayEmulator {
  /** The endpoint to give to `createAlipay`: `http://127.0.0.1:8080/gateway.do`. */
  readonly gateway: string
  /** The key that answers, notifications and returns verify with, SPKI in PEM. */
  readonly alipayPublicKey: string
  /**
   * Puts another certificate of Alipay's in use, with its private key (PKCS#8): what apps in certificate mode are told
   * is signed with it from here on. Earlier ones can still be downloaded.
   *
   * @throws {TypeError} for what cannot be read, or a certificate that is not the key's.
   */
  rotate(certificate: string, privateKey: string): Promise<void>
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
   * Opens an order string of `alipay.trade.app.pay` or `alipay.fund.auth.order.app.freeze` as the payer's
   * Alipay app does. The order or freeze exists from here on, unless the string is refused.
   */
  openApp(orderString: string): Promise<AppCheckout>
  /**
   * Closes an unpaid order, as the cashier's button does.
   *
   * @throws {RangeError} as {@link AlipayEmulator.pay}.
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
   * The trade of an order; null when there is none, or several apps have it and none is named. An order behind a
   * QR code that nobody scanned yet is no trade.
   */
  trade(outTradeNo: string, appId?: string): TradeSnapshot | null
  /** All trades, in the order in which they were opened. */
  trades(): TradeSnapshot[]
  /** Money that payers freeze for merchants (资金预授权). */
  readonly freezes: FreezeDesk
  /** Money that merchants send to accounts and bank cards. */
  readonly transfers: TransferDesk
  /**
   * What a merchant, or who it shared trades with or sent money to, has by now, in yuan: `1000088.88`.
   *
   * @param userId the merchant's user id: `2088102146225135`.
   */
  balance(userId: string): string
  /** What users and merchants allow apps (授权). */
  readonly consents: ConsentDesk
  /** Orders and vouchers of Koubei's shops (口碑). */
  readonly koubei: KoubeiDesk
  /** Lets a user owe an advance of so many yuan, so that `alipay.trade.advance.consult` says no. */
  owe(userId: string, yuan: string): void
}
