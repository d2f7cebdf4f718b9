/** Koubei, MYbank and Huabei: where schema, result or refusals leave their tables. */
export const koubei: Readonly<Record<string, string>> = {
  'koubei.trade.itemorder.buy response cashier_order_id required': 'a reply without it is refused',
  'koubei.trade.itemorder.query response order_no required': 'a reply without it is refused',
  'koubei.trade.itemorder.query response status required': 'a reply without it is refused',
  'koubei.trade.itemorder.refund response order_no required': 'a reply without it is refused',
  'koubei.trade.itemorder.refund response out_request_no required': 'a reply without it is refused',
  'koubei.trade.itemorder.refund response real_refund_amount required': 'a reply without it is refused',
  'koubei.trade.order.precreate response order_no required': 'a reply without it is refused',
  'koubei.trade.ticket.ticketcode.cancel response request_id required': 'a reply without it is refused',
  'koubei.trade.ticket.ticketcode.delay request end_date max_length':
    'the sources disagree over two forms, of 15 and of 19 characters; both are taken, and no other',
  'koubei.trade.ticket.ticketcode.delay response request_id required': 'a reply without it is refused',
  'koubei.trade.ticket.ticketcode.query response ticket_code required': 'a reply without it is refused',
  'koubei.trade.ticket.ticketcode.query response ticket_status required': 'a reply without it is refused',
  'koubei.trade.ticket.ticketcode.send request isv_ma_list.code required':
    'no source says whether it is; a voucher without its code is none',
  'koubei.trade.ticket.ticketcode.send response request_id required': 'a reply without it is refused',
  'pcredit.huabei.auth.settle.apply request alipay_user_id required': 'open_id may stand in its place',
  'pcredit.huabei.auth.settle.apply request alipay_user_id max_length': 'by its pattern it has 16 digits',
  'pcredit.huabei.auth.settle.apply response out_request_no required': 'a reply without it is refused',
}
