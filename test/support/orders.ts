/** A payment by the payer's code, as the tests of what is sent and answered take one. */
export const coffee = {
  out_trade_no: 'ORDER-1',
  total_amount: '88.88',
  subject: 'Coffee',
  scene: 'bar_code',
  auth_code: '28763443825664394',
} as const
