/** `alipay.fund.auth.order.voucher.create`: the payer scans the merchant's QR code and agrees to a freeze. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { freezeFor, readFreeze } from './freeze-order.ts'

/** Answers a QR code; asking again for the same freeze gives the same one. */
export function fundAuthOrderVoucherCreate(call: Call, bank: Bank): Answer {
  call.fields.text('product_code', { required: true })
  const order = readFreeze(call, bank, 'PRE_AUTH')
  const freeze = 'code' in order ? order : freezeFor(order, bank)
  if ('code' in freeze) return freeze
  const address = bank.vouchers.addressOf(freeze)
  return success({
    code_type: 'qrCode',
    code_url: address,
    code_value: address,
    out_order_no: freeze.outOrderNo,
    out_request_no: freeze.outRequestNo,
  })
}
