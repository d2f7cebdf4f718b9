/** Alipay: tells what is in an account (支付宝资金账户资产查询, `alipay.fund.account.query`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { jsonObject, jsonString, notEmpty, rule } from '../fields.ts'

const fields = () =>
  v.strictObject({
    /**
     * Whose account it is: the user id (支付宝用户ID). This or `alipay_open_id` is required. Example:
     * `2088301409188095`.
     */
    alipay_user_id: v.optional(v.string()),
    /**
     * Whose account it is: the openid under your app. Example:
     * `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`.
     */
    alipay_open_id: v.optional(v.string()),
    /**
     * Which account of theirs (账号类型): `ACCTRANS_ACCOUNT` the balance, `TRUSTEESHIP_ACCOUNT` one that is held
     * in trust, or another; not empty. Example: `ACCTRANS_ACCOUNT`.
     */
    account_type: notEmpty(),
    /**
     * Product that the account was opened for (开户产品码); Alipay wants it for a part of an account in trust; not
     * beside `account_scene_code`. Example: `DING_ACCOUNT`.
     */
    account_product_code: v.optional(v.string()),
    /**
     * Scene that the account was opened for (开户场景码); not beside `account_product_code`. Example:
     * `SCENE_000_000_000`.
     */
    account_scene_code: v.optional(v.string()),
    /** Your number of the member; Alipay wants it where the user id is virtual. Example: `MEMBER-1`. */
    merchant_user_id: v.optional(v.string()),
    /**
     * What the business adds (扩展参数); sent as JSON. Example: `{ agreement_no: '20201212221212121' }`.
     */
    ext_info: v.optional(jsonString(jsonObject())),
  })

// By name, so that declarations need not repeat all fields for every check.
interface Fields extends ReturnType<typeof fields> {}
interface Account extends v.InferOutput<Fields> {}

const input = () =>
  v.pipe(
    fields() as Fields,
    rule<Account>(
      'alipay_user_id',
      account => !!(account.alipay_user_id || account.alipay_open_id),
      'or alipay_open_id is required',
    ),
    rule<Account>(
      'account_scene_code',
      account => !(account.account_product_code && account.account_scene_code),
      'cannot go with account_product_code',
    ),
  )

/** Input of {@link fundAccountQuery}. */
export interface FundAccountQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** What a balance is made of. */
export interface FundAccountAmountDetail {
  /** Part of it in Alipay's own ledger, in yuan. Example: `100.00`. */
  acs?: string
  /** Part of it with a bank, in yuan. Example: `100.00`. */
  bank?: string
}

/** The bank card that stands for an account. */
export interface FundAccountExternalCard {
  /** Number of the card. Example: `6228480402564890018`. */
  card_no?: string
  /** Name of its holder. Example: `Drip Ltd`. */
  bank_acc_name?: string
  /** Its bank. Example: `ICBC`. */
  card_bank?: string
  /** Its branch. Example: `工商银行杭州分行`. */
  card_branch?: string
  /** Clearing number of its bank (联行号). Example: `102331002005`. */
  card_deposit?: string
  /** Where it was opened. Example: `杭州`. */
  card_location?: string
  /** `A` is in order; anything else is not. Example: `A`. */
  status?: string
}

/** What is in the account. */
export interface FundAccountQueryResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** What can be spent, in yuan (可用余额). Example: `26.45`. */
  available_amount: string
  /** What is frozen, in yuan (冻结金额). Example: `11.11`. */
  freeze_amount?: string
  /** All of it at the end of a day, in yuan (余额总额); where a day was asked for. Example: `37.56`. */
  total_amount?: string
  /** What it is made of; where a day was asked for. */
  amount_detail?: FundAccountAmountDetail
  /** The bank card that stands for the account, in some scenes. */
  ext_card_info?: FundAccountExternalCard
}

/**
 * Tells what is in an account.
 *
 * The answer does not repeat whose account it is. A balance is out of date when it arrives: that a transfer
 * can be paid is told by the transfer alone.
 *
 * Sources: Alipay's page of `alipay.fund.account.query` and its 2026 SDK models.
 */
export const fundAccountQuery: Api<'alipay', FundAccountQueryInput, FundAccountQueryResult, 'call'> =
  defineApi({
    gateway: 'alipay',
    name: 'alipay.fund.account.query',
    kind: 'call',
    input,
    marks: { holds: ['available_amount'] },
    reads: true,
    amounts: ['available_amount', 'freeze_amount', 'total_amount', 'acs', 'bank'],
  })
