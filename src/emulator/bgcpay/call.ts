/** What a checked request hands to its method, and what a method hands back. */
import type { Clock } from '../clock.ts'
import type { FieldReader } from './fields.ts'
import type { Ledger } from './ledger.ts'
import type { Refusal } from './refusals.ts'
import type { SharedKey } from './signing.ts'
import type { Trades } from './trades.ts'

/** An app that the gateway knows. */
export interface App {
  readonly appId: string
  readonly hasKey: boolean
  readonly key: SharedKey
  readonly replies: 'unsigned' | 'node' | 'params'
  readonly currencies: readonly string[]
  /** The only methods that it may call; all when absent. */
  readonly methods: readonly string[] | undefined
  /** The most that one trade moves, in cents. */
  readonly mostPerTrade: bigint
  /** The most that one transfer moves, in cents. */
  readonly mostPerTransfer: bigint
  readonly state: 'online' | 'offline' | 'suspended' | 'frozen'
}

/** What methods work on. */
export interface Bank {
  readonly clock: Clock
  readonly trades: Trades
  readonly ledger: Ledger
}

/** A request that passed the gateway's checks. */
export interface Call {
  readonly app: App
  readonly fields: FieldReader
  readonly notifyUrl: string
}

/** The members of an answer, in the order in which they are written. */
export type Answer = Refusal | (Readonly<Record<string, string | null>> & { readonly code: '10000' })

/** What a method does. */
export type Method = (call: Call, bank: Bank) => Answer
