/** What the emulator takes and gives for mapi, Alipay's older gateway. */
import type { Signer, Verifier } from '../../signature/signer.ts'

/**
 * A partner that may call the emulated mapi, with the account that it pays from.
 *
 * Notifications are signed as the batch was: with the shared key, the emulator's own RSA key (`alipayPublicKey`
 * is its public half), or the `dsa` signer of {@link MapiEmulatorOptions}.
 */
export interface MapiEmulatorPartner {
  /** The partner's number, 16 digits, which is the user id of its account too: `2088002464631181`. */
  readonly partner: string
  /** The account: `payer@example.com`. */
  readonly email: string
  /** The account's name: `毛毛`. */
  readonly accountName: string
  /** What it owns at first, in yuan: `1000.00`. Endless means when absent. */
  readonly balance?: string | undefined
  /** The most that one transfer may move, in yuan: `500.00`. No limit when absent. */
  readonly mostPerTransfer?: string | undefined
  /** What is wrong with it: its account is blocked, or it may not pay in batches. */
  readonly state?: 'normal' | 'blocked' | 'no-batches' | undefined
  /** The key that partner and gateway share, for `sign_type=MD5`. */
  readonly md5Key?: string | undefined
  /** The public half of the partner's key, SPKI in PEM, for `sign_type=RSA`. */
  readonly publicKey?: string | undefined
  /**
   * Checks the partner's signatures, for `sign_type=DSA`: no platform has DSA, so it comes as a value. DSA needs
   * the `dsa` signer of {@link MapiEmulatorOptions} too.
   */
  readonly dsa?: Verifier | undefined
}

/** An account that can be paid. */
export interface MapiEmulatorPayee {
  /** `a@example.com`. */
  readonly account: string
  /** The owner's name, which a transfer must have: `常炜`. */
  readonly name: string
  /**
   * What happens to a transfer: it is paid (`normal`), or fails with `USER_BLOCKED` or with
   * `TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN`, the one reason that the document shows.
   */
  readonly state?: 'normal' | 'blocked' | 'failing' | undefined
}

/**
 * How to set the emulated mapi up.
 *
 * Where the document leaves a rule open the emulator is strict: a serial is good for one transfer, in whatever
 * batch (`TRANS_NO_NOT_UNIQUE`), and a body is read by the `_input_charset` of the URL alone, utf-8 without one.
 */
export interface MapiEmulatorOptions {
  /** The partners that it knows. */
  readonly partners: readonly MapiEmulatorPartner[]
  /**
   * The accounts that can be paid; a transfer to another one fails with `USER_NOT_EXIST`, one under another name
   * with `ACCOUNT_NOT_MATCH`. Every account there is when absent, under whatever name.
   */
  readonly payees?: readonly MapiEmulatorPayee[] | undefined
  /** How long a batch takes from its acceptance to its end, in milliseconds of the clock; 60,000 by default. */
  readonly settlesAfter?: number | undefined
  /** Signs notifications of batches that were signed with DSA. */
  readonly dsa?: Signer | undefined
}

/** What became of one transfer. */
export interface MapiTransferSnapshot {
  /** The partner's number of it: `0315006`. */
  readonly serial: string
  /** Who is paid: `a@example.com`. */
  readonly account: string
  /** The name it is paid under: `常炜`. */
  readonly name: string
  /** How much, in yuan: `20.00`. */
  readonly amount: string
  /** The remark; empty when there is none: `March`. */
  readonly note: string
  /** Whether it was paid; null until the batch has ended. */
  readonly isPaid: boolean | null
  /** Why it was not, `USER_BLOCKED`; null for one that was, and until the batch has ended. */
  readonly reason: string | null
}

/** How far a batch is: its page waits for the payer, it will be paid, it has ended. */
export type MapiBatchStatus = 'unconfirmed' | 'accepted' | 'settled'

/** A batch as it is at this moment. */
export interface MapiBatchSnapshot {
  /** Whose it is: `2088002464631181`. */
  readonly partner: string
  /** The partner's number: `20260101001`. */
  readonly batchNo: string
  /** How far it is: `accepted`. */
  readonly status: MapiBatchStatus
  /** When it ended; null until then. */
  readonly settledAt: Date | null
  /** In the order in which they were sent. */
  readonly transfers: readonly MapiTransferSnapshot[]
}

/** mapi in memory. */
export interface MapiEmulator {
  /** The endpoint to give to `createMapi`: `http://127.0.0.1:8080/mapi/gateway.do`. */
  readonly gateway: string
  /**
   * Confirms a batch as its payer would on the page of `batch_trans_notify`, with the payment password. It ends
   * after `settlesAfter`.
   *
   * @throws {RangeError} when there is no such batch, it does not wait for that, or several partners have it and
   *   none is named.
   */
  confirm(batchNo: string, partner?: string): void
  /**
   * Ends a batch now, before its time; its notification starts at once, and `advance(0)` waits for it.
   *
   * @throws {RangeError} when there is no such batch, it is not accepted, or several partners have it and none is
   *   named.
   */
  settle(batchNo: string, partner?: string): void
  /** A batch by its number; null when there is none, or several partners have it and none is named. */
  batch(batchNo: string, partner?: string): MapiBatchSnapshot | null
  /** All batches, in the order in which they came. */
  batches(): MapiBatchSnapshot[]
  /**
   * What a partner owns, in yuan: `980.00`; null for endless means.
   *
   * @throws {RangeError} for a partner that is not known.
   */
  balance(partner: string): string | null
}
