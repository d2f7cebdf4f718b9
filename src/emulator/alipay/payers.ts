/** Payer codes (付款码): who stands behind one, and on what terms. */
import { toCents } from '../../message/amount.ts'
import type { Numbers } from '../random.ts'
import type { Payer } from './trades.ts'

/** The terms of a payer whose code is issued. */
export interface PayerTerms {
  /** The most that this payer can pay, in yuan: `'5.00'`. Without it there is no limit. */
  readonly balance?: string | undefined
  /** Whether the payer must confirm first: `alipay.trade.pay` answers 10003 and the order waits for `pay`. */
  readonly confirms?: boolean | undefined
}

/** A payer code that is known to be good. */
export interface PayerCode {
  readonly payer: Payer
  /** In cents; undefined without a limit. */
  readonly balance: bigint | undefined
  readonly confirms: boolean
}

/** The payer at the cashier page. */
export const cashierPayer: Payer = { id: '2088101117955611', logonId: '159****5620' }

/** A payer by a user id. */
export function userPayer(id: string): Payer {
  return { id, logonId: `159****${id.slice(-4)}` }
}

/** A payer by an open id; the same open id is always the same payer. */
export function openIdPayer(openId: string): Payer {
  const sum = Array.from(openId).reduce((total, char) => (total * 31 + (char.codePointAt(0) ?? 0)) % 1e12, 7)
  return { ...userPayer(`2088${String(sum).padStart(12, '0')}`), openId }
}

/** Issues and recognises payer codes. */
export interface PayerCodes {
  issue(terms: PayerTerms): string
  /** The code, unless it is malformed or was shown for another trade or freeze than this. */
  read(code: string, purpose: object | undefined): PayerCode | undefined
  /** Binds a code to the trade or freeze that it was shown for. */
  use(code: string, purpose: object): void
}

// 16 to 24 digits that start with 25 to 30 (document 000, `auth_code`); a face token is 35 characters long.
const FORM = /^(?:(?:2[5-9]|30)\d{14,22}|fp[\w-]{33})$/

/** Makes the codes' registry. */
export function createPayerCodes(numbers: Numbers): PayerCodes {
  const issued = new Map<string, PayerTerms>()
  const used = new Map<string, object>()
  return {
    issue(terms) {
      if (terms.balance !== undefined) toCents(terms.balance)
      const code = `28${numbers.unique(16)}`
      issued.set(code, { ...terms })
      return code
    },
    read(code, purpose) {
      const usedFor = used.get(code)
      if (!FORM.test(code) || (usedFor !== undefined && usedFor !== purpose)) return undefined
      const { balance, confirms = false } = issued.get(code) ?? {}
      return { payer: payerOf(code), balance: balance === undefined ? undefined : toCents(balance), confirms }
    },
    use(code, purpose) {
      used.set(code, purpose)
    },
  }
}

/** The same code is always the same payer. */
function payerOf(code: string): Payer {
  const digits = code.replace(/\D/g, '').padStart(12, '0')
  return userPayer(`2088${digits.slice(-12)}`)
}
