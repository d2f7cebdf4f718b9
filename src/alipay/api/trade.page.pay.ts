/** Alipay: opens the checkout page on a computer (统一收单下单并支付页面接口, `alipay.trade.page.pay`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { jsonObject, jsonString, text, wholeNumber } from '../fields.ts'
import {
  type CheckoutFields,
  channelsOnce,
  checkoutFields,
  type OrderFields,
  orderFields,
} from '../order-fields.ts'
import { type AgreementSignFields, agreementSignFields } from '../shapes.ts'

const signOwn = () => ({
  /**
   * Scene of the agreement (签约场景), as Alipay names it; at most 64. Must not be `DEFAULT|DEFAULT` beside
   * `external_agreement_no`. Example: `INDUSTRY|CARRENTAL`.
   */
  sign_scene: v.optional(text(64)),
  /** How long it lasts, in days `d` or months `m`; for ever without; at most 8. Example: `2m`. */
  sign_validity_period: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,7}[dm]$/, 'must be a number of days or months, such as "2m"')),
  ),
  /** Kind of the third party to it; at most 32, `PARTNER` by default. Example: `PARTNER`. */
  third_party_type: v.optional(text(32)),
  /** Your app id with Zhima (芝麻); at most 64. Example: `1001164`. */
  buckle_app_id: v.optional(text(64)),
  /** Your merchant id with Zhima (芝麻); at most 64. Example: `268820000000414397785`. */
  buckle_merchant_id: v.optional(text(64)),
  /**
   * Marketing data by arrangement; sent as JSON of at most 512 characters. Example: `{ key: 'value' }`.
   */
  promo_params: v.optional(jsonString(jsonObject(), 512)),
})

interface SignFields
  extends v.StrictObjectSchema<Entries<AgreementSignFields & ReturnType<typeof signOwn>>, undefined> {}
interface Agreement extends v.InferOutput<SignFields> {}

const agreementSignParams = () =>
  v.pipe(
    v.strictObject({ ...agreementSignFields(), ...signOwn() }) as SignFields,
    v.forward(
      v.check(
        ({ external_agreement_no, sign_scene }: Agreement) =>
          !external_agreement_no || sign_scene !== 'DEFAULT|DEFAULT',
        'must not be DEFAULT|DEFAULT beside external_agreement_no',
      ),
      ['sign_scene'],
    ),
  )

const own = () => ({
  /**
   * Product by contract (销售产品码); there is one, and it is filled in. Example: `FAST_INSTANT_TRADE_PAY`.
   */
  product_code: v.optional(v.picklist(['FAST_INSTANT_TRADE_PAY']), 'FAST_INSTANT_TRADE_PAY'),
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
  /** The agreement to sign while paying (支付并签约). */
  agreement_sign_params: v.optional(agreementSignParams()),
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
interface Fields
  extends v.StrictObjectSchema<Entries<OrderFields & CheckoutFields & ReturnType<typeof own>>, undefined> {}
interface Order extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    v.strictObject({ ...orderFields(), ...checkoutFields(), ...own() }) as Fields,
    v.forward(
      v.check(
        (order: Order) => order.qrcode_width === undefined || order.qr_pay_mode === '4',
        'goes only with qr_pay_mode 4',
      ),
      ['qrcode_width'],
    ),
    channelsOnce<Order>(),
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
