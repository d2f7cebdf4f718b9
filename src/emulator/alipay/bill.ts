/** A merchant's bill as Alipay writes it: two files of comma-separated values, with titles and totals around. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import type { Refund, Trade } from './trades.ts'

/** What a bill is about; times are in milliseconds since 1970. */
export interface BillPeriod {
  readonly from: number
  /** The first moment that is no longer in it. */
  readonly until: number
}

/** One line of a bill: a payment, or a refund of it. */
export interface BillEntry {
  readonly trade: Trade
  /** Undefined for the payment itself. */
  readonly refund: Refund | undefined
  readonly time: Date
}

/** The payments and refunds of a period, in the order of their times. */
export function entriesOf(trades: readonly Trade[], { from, until }: BillPeriod): BillEntry[] {
  return trades
    .flatMap((trade): BillEntry[] => [
      ...(trade.paidAt === undefined ? [] : [{ trade, refund: undefined, time: trade.paidAt }]),
      ...[...trade.refunds.values()].map(refund => ({ trade, refund, time: refund.time })),
    ])
    .filter(({ time }) => time.getTime() >= from && time.getTime() < until)
    .sort((a, b) => a.time.getTime() - b.time.getTime())
}

const COLUMNS = [
  ...['支付宝交易号', '商户订单号', '业务类型', '商品名称', '创建时间', '完成时间', '门店编号', '门店名称'],
  ...['操作员', '终端号', '对方账户', '订单金额（元）', '商家实收（元）', '支付宝红包（元）', '集分宝（元）'],
  ...['支付宝优惠（元）', '商家优惠（元）', '券核销金额（元）', '券名称', '商家红包消费金额（元）'],
  ...['卡消费金额（元）', '退款批次号/请求号', '服务费（元）', '分润（元）', '备注'],
]

/** The file with every entry (业务明细). */
export function detailFile(
  sellerId: string,
  period: BillPeriod,
  entries: readonly BillEntry[],
  now: Date,
): string {
  const { payments, refunds } = totalsOf(entries)
  return lines([
    '#支付宝业务明细查询',
    account(sellerId),
    `#起始日期：[${chineseTime(period.from)}]   终止日期：[${chineseTime(period.until)}]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    COLUMNS.join(','),
    ...entries.map(row),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${payments.count}笔，商家实收共${payments.amount}元，商家优惠共0.00元`,
    `#退款合计：${refunds.count}笔，商家实收退款共${refunds.amount}元，商家优惠退款共0.00元`,
    `#导出时间：[${chineseTime(now.getTime())}]`,
  ])
}

const SUMS = ['门店编号', '门店名称', '交易订单总笔数', '退款订单总笔数', '订单金额（元）', '商家实收（元）']

/** The file with the sums (业务明细汇总). */
export function summaryFile(sellerId: string, entries: readonly BillEntry[], now: Date): string {
  const { payments, refunds, amount } = totalsOf(entries)
  return lines([
    '#支付宝业务汇总查询',
    account(sellerId),
    '#-----------------------------------------业务汇总列表----------------------------------------',
    SUMS.join(','),
    ['合计\t', '\t', payments.count, refunds.count, amount, amount].join(','),
    '#----------------------------------------业务汇总列表结束-------------------------------------',
    `#导出时间：[${chineseTime(now.getTime())}]`,
  ])
}

function lines(texts: readonly string[]): string {
  return texts.map(text => `${text}\r\n`).join('')
}

function account(sellerId: string): string {
  return `#账号：[${sellerId}0156]`
}

/** Numbers end in a tab, so that no spreadsheet rounds them. */
function row({ trade, refund }: BillEntry): string {
  const amount = refund === undefined ? fromCents(trade.amount) : minus(refund.amount)
  const done = refund?.time ?? trade.paidAt
  const none = '0.00'
  return [
    `${trade.tradeNo}\t`,
    `${quoted(trade.outTradeNo)}\t`,
    `${refund === undefined ? '交易' : '退款'}\t`,
    quoted(trade.subject),
    beijingTime(trade.createdAt),
    done === undefined ? '' : beijingTime(done),
    ...['\t', '\t', '\t', '\t'],
    `${trade.payer?.logonId ?? ''}\t`,
    ...[amount, amount, none, none, none, none, none, '\t', none, none],
    `${quoted(refund?.number ?? '')}\t`,
    none,
    none,
    quoted(refund?.reason ?? trade.body),
  ].join(',')
}

/** A comma, a quote or a line's end would make other fields of it (RFC 4180, section 2). */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function minus(cents: bigint): string {
  return cents === 0n ? '0.00' : `-${fromCents(cents)}`
}

function totalsOf(entries: readonly BillEntry[]) {
  const paid = entries.filter(({ refund }) => refund === undefined).map(({ trade }) => trade.amount)
  const back = entries.flatMap(({ refund }) => (refund === undefined ? [] : [refund.amount]))
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n)
  const left = sum(paid) - sum(back)
  return {
    payments: { count: paid.length, amount: fromCents(sum(paid)) },
    refunds: { count: back.length, amount: minus(sum(back)) },
    amount: left < 0n ? minus(-left) : fromCents(left),
  }
}

function chineseTime(moment: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+) (.+)$/.exec(beijingTime(new Date(moment))) ?? []
  return `${year}年${month}月${day}日 ${time}`
}
