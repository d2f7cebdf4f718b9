/** Alipay: sends money to an account or a bank card (单笔转账, `alipay.fund.trans.uni.transfer`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { amount, amountOrZero, cents, jsonObject, jsonString, notEmpty, rule } from '../fields.ts'

const bankcardShape = () =>
  v.strictObject({
    /** Whose card it is (账户类型): `1` a company's, `2` a person's. Example: `2`. */
    account_type: v.picklist(['1', '2']),
    /** Name of the bank (机构名称). Example: `招商银行`. */
    inst_name: v.optional(v.string()),
    /** Branch of the bank (收款银行所属支行). Example: `新街口支行`. */
    inst_branch_name: v.optional(v.string()),
    /** Province of the bank (银行所在省份). Example: `江苏省`. */
    inst_province: v.optional(v.string()),
    /** City of the bank (收款银行所在市). Example: `南京市`. */
    inst_city: v.optional(v.string()),
    /** Clearing number of the branch (银行支行联行号). Example: `123456`. */
    bank_code: v.optional(v.string()),
  })

/** A bank card, by name, so that declarations need not repeat it. */
interface Bankcard extends ReturnType<typeof bankcardShape> {}

const participantShape = () =>
  v.strictObject({
    /**
     * Who it is (参与方标识): a user id, login, openid or card number, as `identity_type` says; not empty.
     * Example: `2088123412341234`.
     */
    identity: notEmpty(),
    /**
     * What `identity` is (参与方标识类型); `EXPRESS_DC_STFA` is a wallet of digital yuan. Example: `ALIPAY_USER_ID`.
     */
    identity_type: v.picklist([
      'ALIPAY_USER_ID',
      'ALIPAY_LOGON_ID',
      'ALIPAY_OPEN_ID',
      'EXPRESS_DC_STFA',
      'BANKCARD_ACCOUNT',
    ]),
    /**
     * The real name (真实姓名), compared with the account's if it is there; a payee needs it with
     * `ALIPAY_LOGON_ID`. Example: `Li Ming`.
     */
    name: v.optional(v.string()),
    /** Kind of identity document (证件类型), where one is compared. Example: `IDENTITY_CARD`. */
    cert_type: v.optional(v.string()),
    /** Number of that document (证件号). Example: `362334768769238881`. */
    cert_no: v.optional(v.string()),
    /** The bank card; a payee needs it with `BANKCARD_ACCOUNT`. */
    bankcard_ext_info: v.optional(bankcardShape() as Bankcard),
    /** What you know of the member; sent as JSON. Example: `{ merchant_user_id: '123456' }`. */
    merchant_user_info: v.optional(jsonString(jsonObject())),
    /** What the business adds, as JSON text. Example: `{"alipay_anonymous_uid":"2088123412341234"}`. */
    ext_info: v.optional(v.string()),
  })

/** A payer or payee, by name, so that declarations need not repeat it. */
interface Participant extends ReturnType<typeof participantShape> {}

const fields = () =>
  v.strictObject({
    /**
     * Your number of the transfer (商户转账唯一订单号); not empty, unique. The same one to repeat a transfer, never a
     * new one: Alipay pays once for a number. Example: `PAYOUT-1`.
     */
    out_biz_no: notEmpty(),
    /**
     * Amount in yuan (转账金额): 0.01 to 100000000, to an account at least 0.10. Example: `23.00`.
     */
    trans_amount: amount(),
    /**
     * Product by contract (销售产品码): `TRANS_ACCOUNT_NO_PWD` to an account, `TRANS_BANKCARD_NO_PWD` to a bank
     * card, `STD_RED_PACKET` a red packet, or another; not empty. Example: `TRANS_ACCOUNT_NO_PWD`.
     */
    product_code: notEmpty(),
    /**
     * Scene (业务场景): `DIRECT_TRANSFER` from a company, `PERSONAL_COLLECTION` for taking a red packet, or
     * another. Example: `DIRECT_TRANSFER`.
     */
    biz_scene: v.optional(v.string()),
    /** Title of the transfer, shown in bills (转账业务标题). Example: `Wages of May`. */
    order_title: v.optional(v.string()),
    /**
     * Alipay's number of the earlier order that this one goes with. Example:
     * `20190620110075000006640000063056`.
     */
    original_order_id: v.optional(v.string()),
    /** Who receives (收款方信息). */
    payee_info: participantShape() as Participant,
    /** Who pays, where it is not the contract's account (付款方信息). */
    payer_info: v.optional(participantShape() as Participant),
    /** A remark, shown to the payee (业务备注); Alipay wants one from 50000 yuan on. Example: `Wages of May`. */
    remark: v.optional(v.string()),
    /**
     * What you agreed upon with Alipay (转账业务请求的扩展参数); sent as JSON. A red packet needs `sub_biz_scene`
     * `REDPACKET`. Example: `{ sub_biz_scene: 'REDPACKET' }`.
     */
    business_params: v.optional(jsonString(jsonObject())),
    /** Repeated in the notification (公用回传参数); URL-encode it first. Example: `kind%3dwages`. */
    passback_params: v.optional(v.string()),
    /**
     * Why money is sent, as Alipay lists it, in Chinese (转账场景): `佣金报酬`, `现金营销` or another. Example: `业务结算`.
     */
    transfer_scene_name: v.optional(v.string()),
    /** What has to be reported of that scene (转账场景报备信息); each `info_type` once. */
    transfer_scene_report_infos: v.optional(
      v.array(
        v.strictObject({
          /** What is reported, in Chinese, as the scene asks (信息类型). Example: `岗位类型`. */
          info_type: v.optional(v.string()),
          /** What is said of it (信息内容). Example: `外卖员`. */
          info_content: v.optional(v.string()),
        }),
      ),
    ),
    /** Several currencies; the name is Alipay's spelling (多币种信息). */
    mutiple_currency_detail: v.optional(
      v.strictObject({
        /** Amount that the payer gives, in its currency. Example: `5.00`. */
        payment_amount: v.optional(amountOrZero()),
        /** Currency that the payer gives. Example: `CNY`. */
        payment_currency: v.optional(v.string()),
        /** Amount of the transfer, in its currency. Example: `5.00`. */
        trans_amount: v.optional(amountOrZero()),
        /** Currency of the transfer. Example: `CNY`. */
        trans_currency: v.optional(v.string()),
        /** Amount that is cleared, in its currency. Example: `5.00`. */
        settlement_amount: v.optional(amountOrZero()),
        /** Currency that is cleared. Example: `CNY`. */
        settlement_currency: v.optional(v.string()),
        /** What the business adds, as JSON text. Example: `{"kind":"wages"}`. */
        ext_info: v.optional(v.string()),
      }),
    ),
    /** The signature of whom the money is sent for, in special scenes (签名信息). */
    sign_data: v.optional(
      v.strictObject({
        /** App that signed. Example: `2021000185629012`. */
        ori_app_id: v.optional(v.string()),
        /** Charset that was signed in, letter for letter. Example: `UTF-8`. */
        ori_char_set: v.optional(v.string()),
        /** Number of the transfer that was signed. Example: `PAYOUT-1`. */
        ori_out_biz_no: v.optional(v.string()),
        /** The signature. Example: `EqHFP0z4a9iaQ1ep==`. */
        ori_sign: v.optional(v.string()),
        /** Kind of signature, letter for letter. Example: `RSA2`. */
        ori_sign_type: v.optional(v.string()),
        /** PID of who signed. Example: `2088301409188095`. */
        partner_id: v.optional(v.string()),
      }),
    ),
  })

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends ReturnType<typeof fields> {}
interface Transfer extends v.InferOutput<Fields> {}

/** The smallest transfer to an account, in cents. */
const LEAST = 10n

const input = () =>
  v.pipe(
    fields() as Fields,
    rule<Transfer>(
      'trans_amount',
      ({ product_code, trans_amount }) =>
        // What is no amount, or nothing, breaks a rule of its own.
        product_code !== 'TRANS_ACCOUNT_NO_PWD' || (cents(trans_amount) || LEAST) >= LEAST,
      'must be at least 0.10 with product_code TRANS_ACCOUNT_NO_PWD',
    ),
    v.forward(
      v.check(
        ({ payee_info }: Transfer) => payee_info.identity_type !== 'ALIPAY_LOGON_ID' || !!payee_info.name,
        'is required with identity_type ALIPAY_LOGON_ID',
      ),
      ['payee_info', 'name'],
    ),
    v.forward(
      v.check(
        ({ payee_info }: Transfer) =>
          payee_info.identity_type !== 'BANKCARD_ACCOUNT' || !!payee_info.bankcard_ext_info,
        'is required with identity_type BANKCARD_ACCOUNT',
      ),
      ['payee_info', 'bankcard_ext_info'],
    ),
    rule<Transfer>(
      'business_params',
      ({ product_code, business_params = '{}' }) =>
        product_code !== 'STD_RED_PACKET' || JSON.parse(business_params).sub_biz_scene === 'REDPACKET',
      'needs sub_biz_scene REDPACKET with product_code STD_RED_PACKET',
    ),
    rule<Transfer>(
      'transfer_scene_report_infos',
      ({ transfer_scene_report_infos: infos = [] }) =>
        new Set(infos.map(({ info_type }) => info_type)).size === infos.length,
      'must hold each info_type once',
    ),
  )

/** Input of {@link fundTransUniTransfer}. */
export interface FundTransUniTransferInput extends v.InferInput<ReturnType<typeof input>> {}

/** The transfer was taken. The payee has the money if `status` is `SUCCESS`. */
export interface FundTransUniTransferResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Your number of the transfer, as it was sent. Example: `PAYOUT-1`. */
  out_biz_no: string
  /** Alipay's number of the transfer (支付宝转账订单号). Example: `20190801110070000006380000250621`. */
  order_id: string
  /** Alipay's number of the payment behind it. Example: `20190801110070001506380000251556`. */
  pay_fund_order_id?: string
  /**
   * How it stands (转账单据状态): `SUCCESS` the payee has it; `DEALING` on its way to a bank, so query; `REFUND`
   * the bank sent it back; `FAIL` not made. To an account it is never `DEALING` or `REFUND`. Example:
   * `SUCCESS`.
   */
  status: 'SUCCESS' | 'FAIL' | 'DEALING' | 'REFUND'
  /** Whether a transfer that succeeded was given back since. Example: `SUCCESS`. */
  sub_status?: 'SUCCESS' | 'REFUNDED'
  /** When it was paid, Beijing time. Example: `2019-08-21 00:00:00`. */
  trans_date?: string
  /** Amount in yuan, in special scenes only. Example: `32.00`. */
  amount?: string
  /** Where a transfer of several steps goes on. Example: `https://u.alipay.cn/_5S8b4kqvBUyLuLeGlfVlxz`. */
  link?: string
  /** Clearing number, 31 characters. Example: `2020110100011000010001000000001`. */
  settle_serial_no?: string
}

/**
 * Sends money to an account, a bank card, or as a red packet. Beware: accepted is not arrived, see `status`.
 *
 * It cannot be taken back. After any error whose outcome is `unknown` query with `fundTransCommonQuery`; that
 * it finds nothing is no proof of failure. Repeat it only with the same `out_biz_no` and the same data: under
 * a new number the payee is paid twice. A bank may send money back days later: then a query says `REFUND`.
 *
 * Sources: Alipay's page of `alipay.fund.trans.uni.transfer` and its 2026 SDK models.
 */
export const fundTransUniTransfer: Api<
  'alipay',
  FundTransUniTransferInput,
  FundTransUniTransferResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.fund.trans.uni.transfer',
  kind: 'call',
  input,
  binds: ['out_biz_no'],
  marks: {
    holds: ['order_id', 'status'],
    lacks: ['trans_amount', 'pay_date', 'order_fee', 'arrival_time_end', 'error_code', 'fail_reason'],
  },
  // Only what the request itself is at fault for. Left out: balances and limits over time, which an earlier
  // identical call may itself have used up, and accounts, contracts and persons whose state may have changed
  // since.
  refusals: [
    'INVALID_PARAMETER',
    'EXCEED_LIMIT_SM_AMOUNT',
    'EXCEED_LIMIT_SM_MIN_AMOUNT',
    'EXCEED_LIMIT_PERSONAL_SM_AMOUNT',
    'EXCEED_LIMIT_ENT_SM_AMOUNT',
    'MEMO_REQUIRED_IN_TRANSFER_ERROR',
    'REMARK_HAS_SENSITIVE_WORD',
    'PAYER_PAYEE_CANNOT_SAME',
    'CURRENCY_NOT_SUPPORT',
  ],
  amounts: ['amount'],
})
