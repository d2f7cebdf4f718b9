/** Sharing out, settling, later refunds and credit orders: where schema, result or refusals leave their tables. */
export const tradeMore: Readonly<Record<string, string>> = {
  'trade.advance.consult request consult_scene required': 'by its own note, absent asks about an advance',
  'trade.advance.consult response wait_repayment_order_infos.wait_repayment_amount type':
    'a bare number on the wire, and like every amount a decimal string here',
  'trade.order.settle request royalty_parameters.trans_in max_length':
    '16 is a user id; the login names and openids that the same row allows are longer',
  'trade.order.settle request royalty_parameters.trans_out max_length':
    '16 is a user id; the login names that the same row allows are longer',
  'trade.order.settle refusals ACQ.TRADE_SETTLE_ERROR left out':
    "Alipay's page says that the sharing may have worked",
  'trade.order.settle refusals ACQ.ALLOC_AMOUNT_VALIDATE_ERROR left out':
    'the earlier call may have shared out what is missing',
  'trade.order.settle refusals ACQ.USER_LOGONID_DUP left out':
    'about one receiver; nothing says that the others got nothing',
  'trade.order.settle refusals ACQ.CUSTOMER_VALIDATE_ERROR left out':
    'about one receiver; nothing says that the others got nothing',
  'trade.order.settle refusals ACQ.ROYALTY_ACCOUNT_NOT_EXIST left out':
    'about one receiver; nothing says that the others got nothing',
  'trade.order.settle.query response royalty_detail_list required': 'a reply without it is refused',
  'trade.orderinfo.sync response buyer_user_id required': 'apps of the openid kind get no user id',
  'trade.page.refund request refund_amount zero': 'a refund of nothing is none',
  'trade.page.refund request trade_no max_length':
    '64 on the pages of all APIs that name a trade; the table does not say',
  'trade.refund.apply request refund_amount zero': 'a refund of nothing is none',
  'trade.refund.apply request trade_no max_length':
    '64 on the pages of all APIs that name a trade; the table does not say',
  'trade.refund.apply request out_trade_no max_length':
    '64 on the pages of all APIs that name a trade; the table does not say',
  'trade.refund.apply request out_request_no required':
    'without it a second partial refund counts as a repeat of the first',
  'trade.refund.apply response refund_status required': 'a reply without it is refused',
  'trade.refund.apply response out_request_no required': 'a reply without it is refused',
  'trade.refund.apply refusals ACQ.REFUND_AMT_NOT_EQUAL_TOTAL left out':
    'the amount may be too high because of the earlier refund',
  'trade.refund.apply refusals ACQ.REASON_TRADE_REFUND_FEE_ERR left out':
    'speaks of what was refunded already',
  'trade.refund.apply refusals ACQ.TRADE_HAS_FINISHED left out': 'the earlier refund may have been in time',
  'trade.refund.apply refusals ACQ.TRADE_HAS_CLOSE left out': 'a full refund closes the trade',
  'trade.royalty.relation.batchquery response total_record_num required': 'a reply without it is refused',
  'trade.royalty.relation.bind request receiver_list.type required': 'says what the account is',
  'trade.royalty.relation.bind request receiver_list.account required': 'without it nobody is named',
  'trade.royalty.relation.bind response result_code required': 'a reply without it is refused',
  'trade.royalty.relation.bind refusals USER_NOT_EXIST left out':
    'about one receiver; nothing says that the others were not bound',
  'trade.royalty.relation.unbind request receiver_list.type required': 'says what the account is',
  'trade.royalty.relation.unbind request receiver_list.account required': 'without it nobody is named',
  'trade.royalty.relation.unbind response result_code required': 'a reply without it is refused',
  'trade.royalty.relation.unbind refusals USER_NOT_EXIST left out':
    'about one receiver; nothing says that the others were not unbound',
  'trade.settle.confirm response trade_no required': 'a reply without it is refused',
  'trade.settle.confirm response out_request_no required': 'a reply without it is refused',
  'trade.settle.confirm refusals ACQ.TRADE_SETTLE_ERROR left out':
    'for sharing out the same code may mean that it worked',
  'trade.settle.confirm refusals ACQ.TRADE_HAS_CLOSE left out':
    'a refund after the earlier confirmation closes the trade too',
  'trade.settle.confirm refusals ACQ.TRADE_HAS_FINISHED left out':
    'the earlier confirmation may have been in time',
}
