/**
 * Alipay: the fields of freezing money (资金预授权), however its payer is reached, and of what follows a freeze.
 * Each is a function, so that importing builds nothing.
 */
import * as v from 'valibot'
import {
  amount,
  amountOrZero,
  filled,
  jsonObject,
  jsonString,
  notEmpty,
  requestNumber,
  rule,
  text,
  timeSpan,
} from './fields.ts'

/** Kinds of money as Alipay's cashier names them; the name of the member is Alipay's. */
const channels = () =>
  v.array(
    v.strictObject({
      /** One kind. Example: `PCREDIT_PAY`. */
      payChannelType: notEmpty(),
    }),
  )

/** The only channels that money may be frozen in; at most `max` characters once they are JSON. */
export const payChannels = (max?: number) => jsonString(channels(), max)

const freezeFieldsShape = () => ({
  /**
   * Your number of the pre-authorisation (商户授权资金订单号): 1 to 64 letters, digits or `_`; unique per merchant.
   * Example: `HOTEL_1`.
   */
  out_order_no: requestNumber(64),
  /**
   * Your number of this freeze (商户授权资金操作流水号): 1 to 64 letters, digits or `_`; may be that of the order.
   * Each later release has one of its own. Example: `HOTEL_1_FREEZE`.
   */
  out_request_no: requestNumber(64),
  /** Title of the order, shown to the payer (订单标题); 1 to 100. Example: `Deposit, room 501`. */
  order_title: filled(100),
  /** Amount to freeze in yuan (冻结金额), 0.01 to 100000000. Example: `500.00`. */
  amount: amount(),
  /**
   * How long the payer may take to agree (授权超时时间): `1m` to `15d`; `15m` by default; not beside
   * `timeout_express`. Example: `30m`.
   */
  pay_timeout: v.optional(timeSpan()),
  /** The same under its other name (相对超时时间): `1m` to `15d`; not beside `pay_timeout`. Example: `30m`. */
  timeout_express: v.optional(timeSpan()),
  /**
   * User id of the payee (收款方): 16 digits from 2088. This or `payee_logon_id` is needed for Huabei. Example:
   * `2088102000275795`.
   */
  payee_user_id: v.optional(
    v.pipe(v.string(), v.regex(/^2088\d{12}$/, 'must be 16 digits that begin with 2088')),
  ),
  /** Login of the payee (收款方支付宝账号), for the same use. Example: `shop@example.com`. */
  payee_logon_id: v.optional(v.string()),
  /**
   * What the business adds (业务扩展参数); sent as JSON. A freeze by credit needs `category` and `serviceId`, as
   * agreed with Zhima (芝麻). Example: `{ category: 'HOTEL', serviceId: '2020042800000000000001450466' }`.
   */
  extra_param: v.optional(jsonString(jsonObject())),
  /** What you agreed upon with Alipay (商户业务信息), as JSON text. Example: `{"outRiskInfo":"{}"}`. */
  business_params: v.optional(v.string()),
  /**
   * The only kinds of money that may be frozen (可用渠道): `MONEY_FUND` (Yu'E Bao), `PCREDIT_PAY` (Huabei),
   * `CREDITZHIMA` (credit) or another; sent as JSON; not beside `disable_pay_channels`. Example:
   * `[{ payChannelType: 'MONEY_FUND' }]`.
   */
  enable_pay_channels: v.optional(payChannels()),
  /**
   * Kinds of money that may not be frozen (禁用渠道): `OPTIMIZED_MOTO` and `BIGAMOUNT_CREDIT_CARTOON` (credit
   * cards) or another; sent as JSON; not beside `enable_pay_channels`. Example:
   * `[{ payChannelType: 'OPTIMIZED_MOTO' }]`.
   */
  disable_pay_channels: v.optional(payChannels()),
  /** Who the payer must be (实名信息); sent as JSON. Example: `{ alipay_user_id: '2088102000275795' }`. */
  identity_params: v.optional(
    jsonString(
      v.strictObject({
        /** SHA-256, in hex, over name and identity number in UTF-8. Example: `acc2b92ffc5ed9b4`. */
        identity_hash: v.optional(v.string()),
        /** The payer's user id. Example: `2088102000275795`. */
        alipay_user_id: v.optional(v.string()),
      }),
    ),
  ),
  /**
   * How use is charged where no deposit is taken (免押受理台模式): `POSTPAY` with amounts known before,
   * `POSTPAY_UNCERTAIN` with amounts known after, `DEPOSIT_ONLY` for a mere deposit. Example: `POSTPAY`.
   */
  deposit_product_mode: v.optional(v.picklist(['POSTPAY', 'POSTPAY_UNCERTAIN', 'DEPOSIT_ONLY'])),
  /**
   * What is charged after use (后付金额); needs `name` and `amount` with `POSTPAY`, `name` and `description` but
   * no `amount` with `POSTPAY_UNCERTAIN`; none with `DEPOSIT_ONLY`.
   */
  post_payments: v.optional(
    v.array(
      v.strictObject({
        /** What it is for (后付名称). Example: `Rent per day`. */
        name: v.optional(v.string()),
        /** Amount in yuan (后付金额). Example: `12.00`. */
        amount: v.optional(amountOrZero()),
        /** How it is reckoned (计费说明). Example: `12 yuan for each day begun`. */
        description: v.optional(v.string()),
      }),
    ),
  ),
  /**
   * Currency of `amount` across borders (标价币种): `AUD`, `NZD`, `TWD`, `USD`, `EUR`, `GBP` or another. Example:
   * `USD`.
   */
  trans_currency: v.optional(v.string()),
  /**
   * Currency to be settled in across borders (结算币种): `AUD`, `NZD`, `TWD`, `USD`, `EUR`, `GBP` or another.
   * Example: `USD`.
   */
  settle_currency: v.optional(v.string()),
})

/** The entries of {@link freezeFields}, by name. */
export interface FreezeFields extends ReturnType<typeof freezeFieldsShape> {}

/** What every freeze can say. */
export const freezeFields: () => FreezeFields = freezeFieldsShape

const operationNumbersShape = () => ({
  /**
   * Alipay's number of the pre-authorisation (支付宝授权资金订单号); goes with `operation_id`; at most 64. The pair
   * wins over your own numbers. Example: `2014021601002000640012345678`.
   */
  auth_no: v.optional(text(64)),
  /**
   * Alipay's number of the operation (支付宝授权资金操作流水号); goes with `auth_no`; at most 64. Example:
   * `20140216010020006400`.
   */
  operation_id: v.optional(text(64)),
  /**
   * Your number of the pre-authorisation (商户授权资金订单号); goes with `out_request_no`. Example: `HOTEL_1`.
   */
  out_order_no: v.optional(v.string()),
  /**
   * Your number of the operation (商户授权资金操作流水号); goes with `out_order_no`. Example: `HOTEL_1_FREEZE`.
   */
  out_request_no: v.optional(v.string()),
})

/** The entries of {@link operationNumbers}, by name. */
export interface OperationNumbers extends ReturnType<typeof operationNumbersShape> {}

/** The two pairs of numbers, Alipay's and yours, of one freeze, release or capture. */
export const operationNumbers: () => OperationNumbers = operationNumbersShape

const width = (value: string): number =>
  [...value].reduce((sum, letter) => sum + (letter > '\x7f' ? 2 : 1), 0)

/** What an operation is for: 1 to 100 letters, of which a Chinese character counts two. */
export const remark = () =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.check(value => width(value) <= 100, 'must have at most 100 letters or 50 Chinese characters'),
  )

type Some<Name extends string> = { readonly [Key in Name]?: string | undefined }

type Numbers = Some<'auth_no' | 'operation_id' | 'out_order_no' | 'out_request_no'>

const isWhole = (numbers: Numbers): boolean =>
  !!((numbers.auth_no && numbers.operation_id) || (numbers.out_order_no && numbers.out_request_no))

/** Requires one of the two numbers of a pre-authorisation. */
export const ofOneOrder = <Operation extends Numbers>() =>
  rule<Operation>(
    'auth_no',
    numbers => !!(numbers.auth_no || numbers.out_order_no),
    'or out_order_no is required',
  )

/** Requires Alipay's number of the operation beside Alipay's number of its order, unless yours are there. */
export const ofItsOperation = <Operation extends Numbers>() =>
  rule<Operation>(
    'operation_id',
    numbers => !numbers.auth_no || isWhole(numbers),
    'is required beside auth_no',
  )

/** Requires your number of the operation beside your number of its order, unless Alipay's are there. */
export const ofItsRequest = <Operation extends Numbers>() =>
  rule<Operation>(
    'out_request_no',
    numbers => !numbers.out_order_no || isWhole(numbers),
    'is required beside out_order_no',
  )

/** Requires that channels are allowed or forbidden, not both. */
export const oneChannelList = <Order extends Some<'enable_pay_channels' | 'disable_pay_channels'>>() =>
  rule<Order>(
    'disable_pay_channels',
    order => !(order.enable_pay_channels && order.disable_pay_channels),
    'cannot go with enable_pay_channels',
  )

/** Requires that the time to agree is given under one name. */
export const oneDeadline = <Order extends Some<'pay_timeout' | 'timeout_express'>>() =>
  rule<Order>(
    'timeout_express',
    order => !(order.pay_timeout && order.timeout_express),
    'cannot go with pay_timeout, which is the same',
  )

interface Later extends Some<'deposit_product_mode'> {
  readonly post_payments?: readonly Some<'name' | 'amount' | 'description'>[] | undefined
}

/** Requires that what is charged after use is what the mode has. */
export const paymentsOfMode = <Order extends Later>() =>
  rule<Order>(
    'post_payments',
    ({ deposit_product_mode: mode, post_payments: payments = [] }) => {
      if (mode === undefined) return true
      if (mode === 'DEPOSIT_ONLY') return payments.length === 0
      const fits = ({ name, amount, description }: Some<'name' | 'amount' | 'description'>): boolean =>
        !!name && (mode === 'POSTPAY' ? !!amount : !!description && !amount)
      return payments.length > 0 && payments.every(fits)
    },
    'must name amounts with POSTPAY, describe them with POSTPAY_UNCERTAIN and be absent with DEPOSIT_ONLY',
  )
