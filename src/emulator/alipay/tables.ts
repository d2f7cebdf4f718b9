/** QR codes on the tables of Koubei's shops, for meals that are paid when they are eaten. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { dayOf } from '../times.ts'

/** A meal that somebody will order and pay. */
export interface Table {
  readonly outOrderNo: string
  readonly shopId: string
  readonly orderNo: string
  /** The text of the QR code, an address. */
  readonly address: string
}

/** Lays tables, once for each request. */
export interface Tables {
  lay(appId: string, requestId: string, outOrderNo: string, shopId: string): Table
}

/** Makes the list; the QR codes' addresses begin with `address`. */
export function createTables(address: string, clock: Clock, numbers: Numbers): Tables {
  const tables = new Map<string, Table>()
  return {
    lay(appId, requestId, outOrderNo, shopId) {
      const key = `${appId} ${requestId}`
      const orderNo = `${dayOf(clock.now())}0012${numbers.unique(16)}`
      const table = tables.get(key) ?? { outOrderNo, shopId, orderNo, address: `${address}${orderNo}` }
      tables.set(key, table)
      return table
    },
  }
}
