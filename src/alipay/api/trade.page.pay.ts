/** Alipay: opens the checkout page on a computer (统一收单下单并支付页面接口, `alipay.trade.page.pay`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import {
  agreementSignParams,
  amount,
  beijingTime,
  extendParams,
  extUserInfo,
  filled,
  goodsDetail,
  invoiceInfo,
  jsonObject,
  jsonString,
  orderNumber,
  royaltyInfo,
  settleInfo,
  subMerchant,
  text,
  timeoutExpress,
  wholeNumber,
} from '../fields.ts'

const fields = () =>
  v.strictObject({
    /**
     * Merchant order number (商户订单号): 1 to 64 letters, digits, `_` or `-`; unique per merchant. Example:
     * `ORDER-1`.
     */
    out_trade_no: orderNumber(),
    /** Total in yuan (订单总金额), 0.01 to 100000000. Example: `88.88`. */
    total_amount: amount(),
    /** Title of the order, shown to the payer (订单标题); 1 to 256. Example: `Coffee`. */
    subject: filled(256),
    /**
     * Product by contract (销售产品码); there is one, and it is filled in. Example: `FAST_INSTANT_TRADE_PAY`.
     */
    product_code: v.optional(v.picklist(['FAST_INSTANT_TRADE_PAY']), 'FAST_INSTANT_TRADE_PAY'),
    /**
     * What the order is, repeated in notifications and bills (订单描述); at most 128. Example:
     * `One coffee, large`.
     */
    body: v.optional(text(128)),
    /**
     * Until when it may be paid, Beijing time (绝对超时时间): 1 minute to 15 days ahead by the gateway's clock.
     * Wins over `timeout_express`. Example: `2026-01-31 09:30:00`.
     */
    time_expire: v.optional(beijingTime()),
    /**
     * How long it may be paid (最晚付款时间): `1m` to `15d`, no decimals, or `1c` for until midnight, Beijing
     * time; `15d` by default. Example: `90m`.
     */
    timeout_express: v.optional(timeoutExpress()),
    /** The items (商品列表). */
    goods_detail: v.optional(v.array(goodsDetail())),
    /** `0` virtual, which Huabei cannot pay, or `1` physical (商品主类型). Example: `1`. */
    goods_type: v.optional(v.picklist(['0', '1'])),
    /**
     * Repeated in the notification (公用回传参数); URL-encode it first; at most 512. Example: `kind%3dcoffee`.
     */
    passback_params: v.optional(text(512)),
    /** What a business adds by arrangement (业务扩展参数). */
    extend_params: v.optional(extendParams()),
    /**
     * Marketing data by arrangement (优惠参数); sent as JSON of at most 512 characters. Example:
     * `{ storeIdType: '1' }`.
     */
    promo_params: v.optional(jsonString(jsonObject(), 512)),
    /**
     * What you agreed upon with Alipay (商户业务信息); sent as JSON of at most 512 characters. Example:
     * `{ data: '123' }`.
     */
    business_params: v.optional(jsonString(jsonObject(), 512)),
    /**
     * The only channels that may be used (可用渠道), joined by commas; at most 128. Example:
     * `pcredit,moneyFund`.
     */
    enable_pay_channels: v.optional(text(128)),
    /**
     * Channels that may not be used (禁用渠道), joined by commas; at most 128. Example: `pcredit,moneyFund`.
     */
    disable_pay_channels: v.optional(text(128)),
    /** Your number of the store (商户门店编号); at most 32. Example: `NJ_001`. */
    store_id: v.optional(text(32)),
    /**
     * How the code to scan is shown (扫码方式): `0` in a frame of 600 x 300 pixels or more, `1` of 300 x 600,
     * `3` of 75 x 75, `4` of `qrcode_width`, or `2` on Alipay's own page. Example: `1`.
     */
    qr_pay_mode: v.optional(v.picklist(['0', '1', '2', '3', '4'])),
    /** Width of the code in pixels (二维码宽度), 1 to 9999; only with `qr_pay_mode` `4`. Example: `100`. */
    qrcode_width: v.optional(wholeNumber(9999)),
    /**
     * Where the page is embedded (集成方式): in an app, or on the web, which is the default. Example: `PCWEB`.
     */
    integration_type: v.optional(v.picklist(['ALIAPP', 'PCWEB'])),
    /**
     * Where a payer goes who cancels inside Alipay, with `ALIAPP`; at most 256. Example:
     * `https://shop.example/cart`.
     */
    request_from_url: v.optional(text(256)),
    /** The order's number in your original system (商户原始订单号); at most 32. Example: `20161008001`. */
    merchant_order_no: v.optional(text(32)),
    /** Who may pay (外部指定买家). */
    ext_user_info: v.optional(extUserInfo()),
    /** What an invoice needs (开票信息). */
    invoice_info: v.optional(invoiceInfo()),
    /** The agreement to sign while paying (支付并签约). */
    agreement_sign_params: v.optional(agreementSignParams()),
    /** How the payment is shared out (分账). */
    royalty_info: v.optional(royaltyInfo()),
    /** The merchant behind you, if you collect for others (二级商户). */
    sub_merchant: v.optional(subMerchant()),
    /** Where the money is settled to; needed in direct pay (直付通), wrong elsewhere. */
    settle_info: v.optional(settleInfo()),
    /**
     * What else a later answer should tell (返回参数选项): `hyb_amount`, `enterprise_pay_info`,
     * `medical_insurance_info`, `credit_pay_mode`, `cashier_type` or another. Example: `['hyb_amount']`.
     */
    query_options: v.optional(v.array(v.string())),
    /**
     * The payer's token for your app, which signs in silently (用户授权令牌); at most 40. Example:
     * `appopenBb64d181d0146481ab6a762c00714cC27`.
     */
    auth_token: v.optional(text(40)),
  })

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends ReturnType<typeof fields> {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    fields() as Fields,
    v.forward(
      v.check(
        (order: Order) => !(order.enable_pay_channels && order.disable_pay_channels),
        'cannot go with enable_pay_channels',
      ),
      ['disable_pay_channels'],
    ),
    v.forward(
      v.check(
        (order: Order) => order.qrcode_width === undefined || order.qr_pay_mode === '4',
        'goes only with qr_pay_mode 4',
      ),
      ['qrcode_width'],
    ),
  )

/** Input of {@link tradePagePay}. */
export interface TradePagePayInput extends v.InferInput<ReturnType<typeof input>> {}

/**
 * Opens Alipay's checkout page in the payer's browser.
 *
 * It has no answer: the payer comes back to the return URL, which proves nothing, and the notification tells
 * what was paid.
 *
 * Sources: document 000, which names it; Alipay's page of `alipay.trade.page.pay` and its 2026 SDK models.
 */
export const tradePagePay: Api<'alipay', TradePagePayInput, never, 'page'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.trade.page.pay',
  kind: 'page',
  input,
})
