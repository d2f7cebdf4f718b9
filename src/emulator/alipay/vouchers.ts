/** QR codes behind which a payer finds a freeze to agree to. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Numbers } from '../random.ts'
import type { Consents } from './consents.ts'
import type { Freeze, Freezes } from './freezes.ts'
import { cashierPayer } from './payers.ts'

/** Gives freezes their QR codes. */
export interface Vouchers {
  /** The text of a freeze's QR code, an address; always the same one. */
  addressOf(freeze: Freeze): string
  /** The page behind the last part of an address; undefined when there is none. */
  scan(token: string): Response | undefined
}

/** Makes the list of QR codes; their addresses begin with `address`. */
export function createVouchers(
  address: string,
  freezes: Freezes,
  consents: Consents,
  numbers: Numbers,
): Vouchers {
  const tokens = new Map<Freeze, string>()
  const waiting = new Map<string, Freeze>()
  return {
    addressOf(freeze) {
      const token = tokens.get(freeze) ?? numbers.unique(20)
      tokens.set(freeze, token)
      waiting.set(token, freeze)
      return `${address}${token}`
    },
    scan(token) {
      const freeze = waiting.get(token)
      if (freeze === undefined) return undefined
      return consents.show({
        title: '预授权 Freeze',
        subject: freeze.title,
        amount: fromCents(freeze.amount),
        facts: [
          ['商户订单号 Order', freeze.outOrderNo],
          ['收款方 Payee', freeze.payeeId],
          ['授权期限 Agree by', beijingTime(new Date(freeze.deadline))],
        ],
        button: '同意冻结 Freeze',
        agree: async () => {
          freezes.authorize(freeze, freeze.payer ?? cashierPayer)
          return freeze.status === 'CLOSED' ? '授权已关闭 Closed' : '已冻结 Frozen'
        },
      })
    },
  }
}
