/** What a checked request hands to its method, and what a method hands back. */
import type { Cipher } from '../cipher.ts'
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import type { SignType, Verify } from '../signing.ts'
import type { Accounts } from './accounts.ts'
import type { Bills } from './bills.ts'
import type { Consents } from './consents.ts'
import type { Debts } from './debts.ts'
import type { FieldReader } from './fields.ts'
import type { Freezes } from './freezes.ts'
import type { ItemOrders } from './item-orders.ts'
import type { Offers } from './offers.ts'
import type { PayerCodes } from './payers.ts'
import type { Refusal } from './refusals.ts'
import type { Requests } from './requests.ts'
import type { Royalties } from './royalties.ts'
import type { AlipayCertificates } from './seals.ts'
import type { Tables } from './tables.ts'
import type { Tickets } from './tickets.ts'
import type { Trade, Trades } from './trades.ts'
import type { Transfers } from './transfers.ts'
import type { Registries } from './users.ts'
import type { Vouchers } from './vouchers.ts'

/** An app that the gateway knows. */
export interface App {
  readonly appId: string
  readonly sellerId: string
  /** The app of who is acted for: another merchant's where that allowed it, else the same as `appId`. */
  readonly authAppId: string
  /** Taken when a request names no charset. */
  readonly charset: string
  /** Where messages go that belong to no order's `notify_url`; empty when there is no such place. */
  readonly appGateway: string
  readonly verify: Verify
  /** What its requests must name, in certificate mode. */
  readonly certificates: AppCertificates | undefined
  /** Encrypts contents; undefined where the app has no key for that. */
  readonly cipher: Cipher | undefined
}

/** The serial numbers that an app's requests name. */
export interface AppCertificates {
  readonly appSn: string
  readonly rootSn: string
}

/** What methods work on. */
export interface Bank extends Registries {
  readonly clock: Clock
  readonly trades: Trades
  readonly offers: Offers
  readonly codes: PayerCodes
  readonly freezes: Freezes
  readonly vouchers: Vouchers
  readonly consents: Consents
  readonly accounts: Accounts
  readonly transfers: Transfers
  readonly royalties: Royalties
  readonly itemOrders: ItemOrders
  readonly tables: Tables
  readonly tickets: Tickets
  readonly debts: Debts
  readonly requests: Requests
  /** What was confirmed to be settled, in cents, by the trade and the request's number. */
  readonly confirmed: Map<Trade, Map<string, bigint>>
  readonly bills: Bills
  readonly numbers: Numbers
  readonly certificates: AlipayCertificates
}

/** A request that passed the gateway's checks. */
export interface Call {
  readonly app: App
  readonly method: string
  readonly fields: FieldReader
  readonly files: ReadonlyMap<string, File>
  readonly charset: string
  readonly signType: SignType
  readonly notifyUrl: string
  readonly returnUrl: string
}

/** The members of an answer, in the order in which they are written. A token is given without a code. */
export type Answer =
  | Refusal
  | (Readonly<Record<string, unknown>> &
      ({ readonly code: '10000' | '10003' } | { readonly access_token: string }))

/** A method that answers in JSON. */
export type Method = (call: Call, bank: Bank) => Answer
