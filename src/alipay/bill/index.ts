/**
 * Bills of the Alipay Open Platform (对账单): from a `bill_download_url` to rows, while they come.
 *
 * @module
 */
export type { BillFile, BillRow, RepairRow } from './bill-file.ts'
export { type DownloadBillOptions, downloadBill } from './download-bill.ts'
