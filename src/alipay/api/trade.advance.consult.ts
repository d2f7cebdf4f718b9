/** Alipay: asks whether it would advance a payment (订单咨询服务, `alipay.trade.advance.consult`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import type { Entries } from '../fields.ts'
import { amount, notEmpty, text } from '../fields.ts'

const entries = () => ({
  /**
   * What is asked (咨询类型): absent, whether Alipay would advance (垫资咨询); `ORDER_RISK_EVALUATION`, how risky one
   * order is; or another by contract. Example: `ORDER_RISK_EVALUATION`.
   */
  consult_scene: v.optional(v.string()),
  /**
   * The payer's user id (支付宝用户号), 16 digits; at most 32; required unless the scene is
   * `ORDER_RISK_EVALUATION`. Example: `2088302483540171`.
   */
  alipay_user_id: v.optional(text(32)),
  /**
   * Number of the payer's agreement (协议号); at most 64; required with the scene `ORDER_RISK_EVALUATION`.
   * Example: `20170322450983769228`.
   */
  agreement_no: v.optional(text(64)),
  /** Product whose rules decide (行业产品码); not empty. Example: `CAR_OWNERS_PARKINGPAY`. */
  industry_product_code: notEmpty(),
  /** The merchant behind you (子商户); not empty. Example: `2088102122458832`. */
  sub_merchant_id: notEmpty(),
  /** What `sub_merchant_id` is (子商户类型); not empty. Example: `PARTNER`. */
  sub_merchant_type: notEmpty(),
  /** Merchant order number (商户订单号), where the product wants one (花芝). Example: `ORDER-1`. */
  out_trade_no: v.optional(v.string()),
  /** What the order will probably cost, in yuan (预估订单金额), 0.01 to 100000000. Example: `88.88`. */
  estimated_order_amount: v.optional(amount()),
  /** Whether to foretell the payer's risk too (用户风险预测). Example: `true`. */
  need_user_risk_prediction: v.optional(v.string()),
  /** What the order is, for that, in the form that was agreed upon (交易摘要). Example: `{}`. */
  trade_digest: v.optional(v.string()),
  /**
   * The payer's mobile number with you, needed for that (绑定手机号). Alipay wants the request encrypted. Example:
   * `13800138000`.
   */
  user_out_binding_phone: v.optional(v.string()),
})

// By name, so that declarations need not repeat all fields for the check.
interface Fields extends v.StrictObjectSchema<Entries<ReturnType<typeof entries>>, undefined> {}
interface Question extends v.InferOutput<Fields> {}

const ofOneOrder = ({ consult_scene }: Question): boolean => consult_scene === 'ORDER_RISK_EVALUATION'

const input = () =>
  v.pipe(
    v.strictObject(entries()) as Fields,
    v.forward(
      v.check(
        (question: Question) => ofOneOrder(question) || !!question.alipay_user_id,
        'is required unless consult_scene is ORDER_RISK_EVALUATION',
      ),
      ['alipay_user_id'],
    ),
    v.forward(
      v.check(
        (question: Question) => !ofOneOrder(question) || !!question.agreement_no,
        'is required with consult_scene ORDER_RISK_EVALUATION',
      ),
      ['agreement_no'],
    ),
  )

/** Input of {@link tradeAdvanceConsult}. */
export interface TradeAdvanceConsultInput extends v.InferInput<ReturnType<typeof input>> {}

/** What is foretold of a payer (用户风险预测). */
export interface UserRiskPrediction {
  /** How likely the mobile number has a new owner; the name is Alipay's spelling. Example: `NO_RISK`. */
  phone_recycle_risk_leve?: 'NO_RESULT' | 'NO_RISK' | 'LOW_RISK' | 'HIGH_RISK'
  /** How likely the payer refuses to pay. Example: `LOW_RISK`. */
  refused_payment_risk_level?: 'NO_SIGN' | 'NO_RESULT' | 'LOW_RISK' | 'MEDIUM_RISK' | 'HIGH_RISK'
}

/** An advance that the payer has not paid back (待还订单). */
export interface WaitRepaymentOrderInfo {
  /** Alipay's number of the advance. Example: `20190128002630010000170001187808`. */
  advance_order_id?: string
  /** Number of the order that it was for, mostly a `trade_no`. Example: `2018060821001001820554093702`. */
  orig_biz_order_id?: string
  /** Amount in yuan that was advanced. Example: `2.04`. */
  wait_repayment_amount?: string
  /** The product. Example: `GENERAL_WITHHOLDING`. */
  biz_product?: string
  /** The payer's user id. Example: `2088302483540171`. */
  alipay_user_id?: string
  /** The payer's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  open_id?: string
}

/** What Alipay thinks. Code `10000` says only that it was asked: read `refer_result` or `risk_level`. */
export interface TradeAdvanceConsultResult {
  /** `10000`: the question was answered. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** `true`: Alipay would advance now (是否准入). Anything else, or nothing: no. Example: `true`. */
  refer_result?: boolean
  /** Why not, as a code; this is no result of the call. Example: `USER_NOT_EXIST`. */
  result_code?: string
  /** Why not, in words. Example: `用户不存在`. */
  result_message?: string
  /** How risky the order is, with that scene (风险等级): `1` a little, `2` very. Example: `1`. */
  risk_level?: '1' | '2'
  /** What is foretold of the payer, if it was asked for. */
  user_risk_prediction?: UserRiskPrediction
  /** All that the payer has still to pay back, in yuan (待还金额). Example: `2.48`. */
  wait_repayment_amount?: string
  /** How many advances the payer has still to pay back. Example: `6`. */
  wait_repayment_order_count?: number
  /** These advances. */
  wait_repayment_order_infos?: WaitRepaymentOrderInfo[]
}

/**
 * Asks whether Alipay would advance a payer's payment (垫资), or how risky an order is.
 *
 * It promises nothing: the answer holds for this moment, and code `10000` is no yes; only `refer_result`
 * `true` is. It only reads, so it is repeated when the network fails.
 *
 * Sources: document 000, which names it; Alipay's 2026 SDK models of `alipay.trade.advance.consult`.
 */
export const tradeAdvanceConsult: Api<'alipay', TradeAdvanceConsultInput, TradeAdvanceConsultResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.trade.advance.consult',
    kind: 'call',
    input,
    // Which of the two comes depends on the scene.
    marks: { holdsOneOf: ['refer_result', 'risk_level'] },
    reads: true,
    amounts: ['wait_repayment_amount'],
  })
