/** Bills at addresses that are good for half a minute, as zip archives in GBK. */
import { zipSync } from 'fflate'
import { encode } from '../charset.ts'
import type { Clock } from '../clock.ts'
import { htmlPage } from '../html.ts'
import type { Numbers } from '../random.ts'
import { type BillEntry, type BillPeriod, detailFile, summaryFile } from './bill.ts'

const LIFE = 30_000

/** What is to be downloaded. */
export interface BillOrder {
  readonly sellerId: string
  /** The day or month as it is written in names: `20260131`, `202601`. */
  readonly name: string
  readonly period: BillPeriod
  readonly entries: readonly BillEntry[]
}

/** Issues addresses and serves what is behind them. */
export interface Bills {
  /** An address of a bill, as it is at this moment. */
  issue(order: BillOrder): string
  /** What the address with a token answers. */
  serve(token: string): Response
}

/** Makes the list; its addresses begin with `address`. */
export function createBills(address: string, clock: Clock, numbers: Numbers): Bills {
  const bills = new Map<string, { bytes: Uint8Array; name: string }>()
  return {
    issue(order) {
      const token = numbers.hex(32)
      const name = `${order.sellerId}0156_${order.name}`
      const bytes = zipSync({
        [`${name}_业务明细.csv`]: encode(
          detailFile(order.sellerId, order.period, order.entries, clock.now()),
          'gbk',
        ),
        [`${name}_业务明细(汇总).csv`]: encode(
          summaryFile(order.sellerId, order.entries, clock.now()),
          'gbk',
        ),
      })
      bills.set(token, { bytes, name: `${name}.csv.zip` })
      clock.schedule(clock.now().getTime() + LIFE, () => bills.delete(token))
      const query = new URLSearchParams({
        bizType: 'trade',
        userId: `${order.sellerId}0156`,
        fileType: 'csv.zip',
        bizDates: order.name,
        downloadFileName: `${name}.csv.zip`,
        token,
      })
      return `${address}?${query}`
    },
    serve(token) {
      const bill = bills.get(token)
      if (bill === undefined) {
        return htmlPage(
          '对账单 Bill',
          '<section><h1>下载链接已失效 This link is no longer good</h1></section>',
          403,
        )
      }
      return new Response(bill.bytes as BodyInit, {
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="${bill.name}"`,
        },
      })
    },
  }
}
