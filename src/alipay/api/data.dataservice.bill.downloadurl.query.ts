/** Alipay: gives a bill's URL (查询对账单下载地址, `alipay.data.dataservice.bill.downloadurl.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { date } from '../fields.ts'

const isDay = (value: string): boolean => v.is(date(), value)

const input = () =>
  v.pipe(
    v.strictObject({
      /**
       * The day or the month (账单时间), Beijing time: `2026-01-31` from about nine the next morning, `2026-01`
       * from about the third of the next month; of the last six years. Example: `2026-01-31`.
       */
      bill_date: v.pipe(
        v.string(),
        v.check(
          value => isDay(value) || (/^\d{4}-\d\d$/.test(value) && isDay(`${value}-01`)),
          'must be a day such as "2026-01-31" or a month such as "2026-01"',
        ),
      ),
      /**
       * Kind of bill (账单类型): `trade` for trades, `signcustomer` for what moved on the account,
       * `merchant_act`, `trade_zft_merchant` and `zft_acc` in direct pay (直付通), `settlementMerge` from
       * 2023-04-17 on, or one that Alipay added since. Example: `trade`.
       */
      bill_type: v.pipe(v.string(), v.minLength(1)),
      /** The merchant behind you (二级商户 smid), for `trade_zft_merchant` only. Example: `2088123412341234`. */
      smid: v.optional(v.string()),
    }),
    v.forward(
      v.check(
        ({ smid, bill_type }) => !smid || bill_type === 'trade_zft_merchant',
        'goes with the bill_type "trade_zft_merchant" only',
      ),
      ['smid'],
    ),
  )

/** Input of {@link dataDataserviceBillDownloadurlQuery}. */
export interface DataDataserviceBillDownloadurlQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** Where the bill is. */
export interface DataDataserviceBillDownloadurlQueryResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /**
   * The bill's URL (账单下载地址), good for about thirty seconds. Whoever has it has the bill: keep it out of logs.
   * `downloadBill` of `zhifu/alipay/bill` reads it. Example:
   * `https://bill.example/downloadBillFile.resource?bizType=trade&token=…`.
   */
  bill_download_url: string
  /**
   * State of the bill: `EMPTY_DATA_WITH_BILL_FILE` where nothing happened and the bill is empty, or one that
   * Alipay added since. Example: `EMPTY_DATA_WITH_BILL_FILE`.
   */
  bill_file_code?: string
}

/**
 * Tells where the bill of a day or a month can be downloaded, for about thirty seconds.
 *
 * It does not download: `downloadBill` of `zhifu/alipay/bill` does, and must be called at once. A day without
 * business may have no bill: then it is refused with `BILL_NOT_EXIST` or `NO_BILL_DATA`, which does not say that
 * the day's bill will not come yet.
 *
 * Sources: Alipay's page of `alipay.data.dataservice.bill.downloadurl.query` and its 2026 SDK models.
 */
export const dataDataserviceBillDownloadurlQuery: Api<
  'alipay',
  DataDataserviceBillDownloadurlQueryInput,
  DataDataserviceBillDownloadurlQueryResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.data.dataservice.bill.downloadurl.query',
  kind: 'call',
  input,
  marks: { holds: ['bill_download_url'] },
  reads: true,
  amounts: [],
})
