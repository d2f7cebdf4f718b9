/** Alipay: the shapes of sharing a payment out (分账). Each is a function, so that importing builds nothing. */
import * as v from 'valibot'
import { amountOrZero, filled, notEmpty, text, wholeNumber } from './fields.ts'

const royaltyShareShape = () =>
  v.strictObject({
    /** `transfer` shares out, `replenish` tops up (补差); the former by default. Example: `transfer`. */
    royalty_type: v.optional(v.picklist(['transfer', 'replenish'])),
    /**
     * Account that gives (支出方): a user id of 16 digits, or a login name; at most 128. Example:
     * `2088101126765726`.
     */
    trans_out: v.optional(text(128)),
    /** What `trans_out` is. Example: `userId`. */
    trans_out_type: v.optional(v.picklist(['userId', 'loginName'])),
    /**
     * Account that receives (收入方): a user id of 16 digits, a login name, a card's number with Alipay, or an
     * openid; 1 to 128. In 商家分账 it cannot be a card. Example: `2088101126708402`.
     */
    trans_in: filled(128),
    /** What `trans_in` is. Example: `userId`. */
    trans_in_type: v.optional(v.picklist(['userId', 'loginName', 'cardAliasNo', 'openId'])),
    /** The receiver's real name, compared if it is there; at most 64. Example: `Li Ming`. */
    trans_in_name: v.optional(text(64)),
    /** The share in yuan (分账金额). Example: `0.10`. */
    amount: v.optional(amountOrZero()),
    /** The share in percent, a whole number from 1 to 100. Example: `100`. */
    amount_percentage: v.optional(wholeNumber(100)),
    /** What it is; at most 1000. Example: `Commission`. */
    desc: v.optional(text(1000)),
    /**
     * Why it is shared, in Chinese: `达人佣金`, `平台服务费`, `技术服务费`, `其他` or another; at most 256.
     * Example: `平台服务费`.
     */
    royalty_scene: v.optional(text(256)),
  })

/** The schema of {@link royaltyShare}, by name, so that declarations need not repeat it. */
export interface RoyaltyShareSchema extends ReturnType<typeof royaltyShareShape> {}

/** One share of a payment that was paid already (分账明细). */
export const royaltyShare: () => RoyaltyShareSchema = royaltyShareShape

const royaltyReceiverShape = () =>
  v.strictObject({
    /** What `account` is (分账接收方类型). Example: `userId`. */
    type: v.picklist(['userId', 'loginName', 'openId']),
    /**
     * The receiver's account (分账接收方账号): a user id of 16 digits, a login name or an openid; not empty.
     * Example: `2088101126708402`.
     */
    account: notEmpty(),
    /**
     * The receiver's real name (真实姓名), compared if it is there; required to bind a `loginName`. Example:
     * `Li Ming`.
     */
    name: v.optional(v.string()),
    /** Why this account receives (分账关系描述). Example: `Supplier`. */
    memo: v.optional(v.string()),
    /**
     * Told by the list, and taken here so that its items can be passed on as they are: the account's login
     * name today. Example: `test@alitest.xyz`.
     */
    login_name: v.optional(v.string()),
    /** Told by the list, as above: the login name when it was bound. Example: `test@alitest.xyz`. */
    bind_login_name: v.optional(v.string()),
    /**
     * Told by the list, as above: the receiver's openid under your app. Example:
     * `093PJtApYb2uKq0mXk_x86z_fAMOU-DtIEvErQ8x8YQKAEF`.
     */
    account_open_id: v.optional(v.string()),
  })

/** The schema of {@link royaltyReceiver}, by name, so that declarations need not repeat it. */
export interface RoyaltyReceiverSchema extends ReturnType<typeof royaltyReceiverShape> {}

/** One account that may receive shares of your payments (分账接收方). */
export const royaltyReceiver: () => RoyaltyReceiverSchema = royaltyReceiverShape

/** 1 to 20 receivers, each by `schema`. */
export const royaltyReceivers = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.array(schema),
    v.minLength(1, 'must hold at least one receiver'),
    v.maxLength(20, 'must hold at most 20 receivers'),
  )
