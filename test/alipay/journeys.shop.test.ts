/** Koubei's shops, credit, and what users and merchants allow, each through the library's own verbs. */
import { expect, test } from 'vitest'
import {
  koubeiTradeItemorderBuy,
  koubeiTradeItemorderQuery,
  koubeiTradeItemorderRefund,
  koubeiTradeOrderPrecreate,
  koubeiTradeTicketTicketcodeCancel,
  koubeiTradeTicketTicketcodeDelay,
  koubeiTradeTicketTicketcodeQuery,
  koubeiTradeTicketTicketcodeSend,
  mybankPaymentTradeOrderCreate,
  openAuthTokenApp,
  openAuthTokenAppQuery,
  pcreditHuabeiAuthSettleApply,
  systemOauthToken,
  tradeAdvanceConsult,
  tradeFastpayRefundQuery,
  tradeOrderinfoSync,
  tradePageRefund,
  tradePay,
  tradeQuery,
  userInfoShare,
} from '../../src/alipay/index.ts'
import { execute, GatewayError, pageUrl } from '../../src/index.ts'
import { returnUrl, sandbox } from '../support/sandbox.ts'

const { emulator, client } = await sandbox({ now: () => new Date('2026-01-01T00:00:00Z') })

test('a voucher: ordered, paid, sent, used, unused, longer good, given back', async () => {
  const shop_id = 'SHOP_1'
  const { order_no } = await execute(client, koubeiTradeItemorderBuy, {
    ...{ out_order_no: 'MEAL_1', subject: '双人套餐', biz_product: 'ONLINE_PURCHASE', biz_scene: 'giftCard' },
    ...{ shop_id, buyer_id: '2088102015433735', total_amount: '20.00' },
    item_order_details: [{ sku_id: 'SKU_1', quantity: 2, price: '10.00', original_price: '50.00' }],
  })
  const number = order_no as string
  await emulator.pay('MEAL_1')
  const { sendOrderNo, sendToken } = emulator.koubei.orderTickets('MEAL_1')
  const sending = {
    ...{ request_id: 'SEND_1', order_no: number, send_order_no: sendOrderNo, send_token: sendToken },
    isv_ma_list: [{ code: '016569843362', num: '2' }],
  }
  expect((await execute(client, koubeiTradeTicketTicketcodeSend, sending)).biz_code).toBeUndefined()
  const repeat = await execute(client, koubeiTradeTicketTicketcodeSend, sending)
  expect(repeat.biz_code).toBe('BIZ_ALREADY_SUCCESS')

  const ticket_code = '016569843362'
  const look = () => execute(client, koubeiTradeTicketTicketcodeQuery, { shop_id, ticket_code })
  const request_biz_no = emulator.koubei.redeem(ticket_code)
  expect(await look()).toMatchObject({ ticket_status: 'USING', available_quantity: '1' })
  const undo = { request_id: 'UNDO_1', request_biz_no, ticket_code, quantity: '1' }
  await execute(client, koubeiTradeTicketTicketcodeCancel, undo)
  await execute(client, koubeiTradeTicketTicketcodeDelay, {
    ...{ request_id: 'DELAY_1', order_no: number, ticket_code, end_date: '20260301 235959' },
    code_type: 'EXTERNAL_CODE',
  })
  expect(await look()).toMatchObject({ ticket_status: 'EFFECTIVE', expire_date: '2026-03-01 23:59:59' })

  const order = await execute(client, koubeiTradeItemorderQuery, { order_no: number })
  expect(order).toMatchObject({ status: 'SUCCESS', real_pay_amount: '20.00' })
  const item_order_no = order.item_order_vo?.[0]?.item_order_no as string
  const back = await execute(client, koubeiTradeItemorderRefund, {
    ...{ order_no: number, out_request_no: 'R1' },
    refund_infos: [{ item_order_no, amount: '20.00' }],
  })
  expect(back.real_refund_amount).toBe('20.00')
  expect((await look()).ticket_status).toBe('REFUNDED')
})

test('a table in a shop', async () => {
  const table = { request_id: 'T1', biz_type: 'POST_ORDER_PAY', out_order_no: 'O1', shop_id: 'S1' } as const
  const first = await execute(client, koubeiTradeOrderPrecreate, table)
  expect(await execute(client, koubeiTradeOrderPrecreate, table)).toEqual(first)
  expect(first.qr_code).toContain('/qr/')
})

test('credit: asked about, reported, settled; MYbank told', async () => {
  const ask = {
    ...{ consult_scene: 'ORDER_RISK_EVALUATION', industry_product_code: 'CAR_OWNERS_PARKINGPAY' },
    ...{ sub_merchant_id: '2088102122458832', sub_merchant_type: 'PARTNER', agreement_no: 'A1' },
    alipay_user_id: '2088302483540171',
  } as const
  expect(await execute(client, tradeAdvanceConsult, ask)).toMatchObject({ refer_result: true })
  emulator.owe('2088302483540171', '2.48')
  expect(await execute(client, tradeAdvanceConsult, ask)).toMatchObject({
    refer_result: false,
    wait_repayment_amount: '2.48',
  })
  const { trade_no } = await execute(client, tradePay, {
    ...{ out_trade_no: 'CREDIT_1', total_amount: '8.80', subject: 'Bike', scene: 'bar_code' as const },
    auth_code: emulator.issuePayerCode(),
  })
  const report = { out_request_no: 'S1', biz_type: 'CREDIT_AUTH', trade_no } as const
  const told = await execute(client, tradeOrderinfoSync, {
    ...report,
    order_biz_info: { status: 'COMPLETE' },
  })
  expect(told.out_trade_no).toBe('CREDIT_1')

  const settled = await execute(client, pcreditHuabeiAuthSettleApply, {
    ...{ out_request_no: 'H1', agreement_no: '20170101', alipay_user_id: '2088302483540171' },
    ...{ pay_amount: '12.30', action_type: 'MERCHANT_SETTLE' as const },
  })
  expect(settled.out_request_no).toBe('H1')
  const created = await execute(client, mybankPaymentTradeOrderCreate, {
    ...{ partner_id: 'P1', out_trade_no: 'M1', recon_related_no: 'R1', pd_code: 'PD', ev_code: 'EV' },
    ...{ total_amount: '8888', currency_code: 'CNY', seller_id: 'T1', pay_type: 'pay' as const },
    ...{ pay_date: '2026-01-01 08:00:00', goods_info: [{ goods_name: '咖啡', goods_price: '88.88' }] },
  })
  expect(created.code).toBe('10000')

  const refund = { out_trade_no: 'CREDIT_1', out_request_no: 'R1', refund_amount: '8.80' }
  const page = await emulator.fetch(
    new Request(await pageUrl(client, tradePageRefund, refund, { returnUrl })),
  )
  const action = /action="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  await emulator.fetch(new Request(new URL(action, emulator.gateway), { method: 'POST' }))
  const { out_trade_no, out_request_no } = refund
  const found = await execute(client, tradeFastpayRefundQuery, { out_trade_no, out_request_no })
  expect(found).toMatchObject({ refund_status: 'REFUND_SUCCESS', refund_amount: '8.80' })
})

test('a user logs in, and is known for as long as the token is good', async () => {
  const code = emulator.consents.logIn({ nickName: '阿珍' })
  const token = await execute(client, systemOauthToken, { grant_type: 'authorization_code', code })
  const user = await execute(client, userInfoShare, { auth_token: token.access_token })
  expect(user).toMatchObject({ nick_name: '阿珍', user_id: token.user_id })
  const again = execute(client, systemOauthToken, { grant_type: 'authorization_code', code })
  await expect(again).rejects.toMatchObject({ reason: 'isv.code-invalid' })

  const refresh_token = token.refresh_token as string
  const renewed = await execute(client, systemOauthToken, { grant_type: 'refresh_token', refresh_token })
  const stale = await execute(client, userInfoShare, { auth_token: token.access_token }).catch(error => error)
  expect(stale).toBeInstanceOf(GatewayError)
  expect(stale).toMatchObject({ reason: 'aop.invalid-auth-token' })
  await expect(execute(client, userInfoShare, { auth_token: renewed.access_token })).resolves.toBeDefined()
})

test('a merchant lets the app act, and is paid', async () => {
  const merchant = { userId: '2088102150527498', authAppId: '2013121100055554' }
  const code = emulator.consents.authorizeApp(merchant)
  const given = await execute(client, openAuthTokenApp, { grant_type: 'authorization_code', code })
  const appAuthToken = given.app_auth_token as string
  const known = await execute(client, openAuthTokenAppQuery, { app_auth_token: appAuthToken })
  expect(known).toMatchObject({ auth_app_id: '2013121100055554', status: 'valid' })
  const order = {
    ...{ out_trade_no: 'ISV_1', total_amount: '1.00', subject: 'Tea', scene: 'bar_code' as const },
    auth_code: emulator.issuePayerCode(),
  }
  await execute(client, tradePay, order, { appAuthToken })
  expect(emulator.trade('ISV_1')?.sellerId).toBe('2088102150527498')
  const forged = execute(client, tradeQuery, { out_trade_no: 'ISV_1' }, { appAuthToken: 'forged' })
  await expect(forged).rejects.toMatchObject({ reason: 'aop.invalid-app-auth-token' })
})
