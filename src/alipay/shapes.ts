/** Alipay: the nested shapes that several requests share. Each is a function, so that importing builds nothing. */
import * as v from 'valibot'
import type { Entries } from './fields.ts'
import {
  amountOrZero,
  date,
  filled,
  filledList,
  jsonObject,
  jsonString,
  text,
  wholeNumber,
} from './fields.ts'

const goodsDetailShape = () =>
  v.strictObject({
    /**
     * The item's number (商品编号), the one a voucher is bound to if there is one; 1 to 64. Example: `apple-01`.
     */
    goods_id: filled(64),
    /** Its name, shown to the payer (商品名称); 1 to 256. Example: `iPad`. */
    goods_name: filled(256),
    /** How many of it (数量), a whole number. Example: `1`. */
    quantity: wholeNumber(Number.MAX_SAFE_INTEGER),
    /** Price of one piece in yuan (商品单价); may be zero for a gift. Example: `2000.00`. */
    price: amountOrZero(),
    /** Alipay's own number for this kind of goods; at most 32. Example: `20010001`. */
    alipay_goods_id: v.optional(text(32)),
    /** Your category for it (商品类目); at most 24. Example: `34543238`. */
    goods_category: v.optional(text(24)),
    /** Path of category ids from the root, joined by `|`; at most 128. Example: `124868003|126232002`. */
    categories_tree: v.optional(text(128)),
    /** What it is (商品描述); at most 1000. Example: `16 GB, black`. */
    body: v.optional(text(1000)),
    /** A page or picture that shows it; at most 400. Example: `https://shop.example/apple-01.jpg`. */
    show_url: v.optional(text(400)),
    /** Barcode on the package (69 码). Example: `6901234567892`. */
    goods_ean_id: v.optional(v.string()),
    /** Your number of this item in a mini program; needed by some of its products. Example: `outItem_01`. */
    out_item_id: v.optional(v.string()),
    /**
     * Your number of this variant in a mini program; needed by some of its products. Example: `outSku_01`.
     */
    out_sku_id: v.optional(v.string()),
  })

/** The schema of {@link goodsDetail}, by name, so that declarations need not repeat it. */
export interface GoodsDetailSchema extends ReturnType<typeof goodsDetailShape> {}

/** One item of an order. */
export const goodsDetail: () => GoodsDetailSchema = goodsDetailShape

const extendParamsShape = () =>
  v.strictObject({
    /**
     * PID of the system provider whom a rebate is attributed to (系统商编号); at most 64. Example:
     * `2088511833207846`.
     */
    sys_service_provider_id: v.optional(text(64)),
    /** Instalments of Huabei (花呗分期数), usually `3`, `6` or `12`; at most 5. Example: `3`. */
    hb_fq_num: v.optional(text(5)),
    /** Percent of the instalment fee that the seller bears, `0` or `100`; at most 3. Example: `0`. */
    hb_fq_seller_percent: v.optional(text(3)),
    /**
     * Data that some industries report back, as JSON text; at most 512. Example: `{"scene_code":"metro"}`.
     */
    industry_reflux_info: v.optional(text(512)),
    /** Kind of card (卡类型); at most 32. Example: `S0JP0000`. */
    card_type: v.optional(text(32)),
    /** Seller's name to show to the payer; at most 32. Example: `Corner Café`. */
    specified_seller_name: v.optional(text(32)),
    /** `true` keeps the money for a later royalty (冻结分账); `false` is the default. Example: `true`. */
    royalty_freeze: v.optional(v.picklist(['true', 'false'])),
    /** Credit data agreed with Zhima (芝麻). Example: `{"category":"RENT"}`. */
    credit_ext_info: v.optional(v.string()),
    /** Order number of the mini program's trade component (交易组件). Example: `2021120100000001`. */
    trade_component_order_id: v.optional(v.string()),
    /** Instalment number of the mini program's trade component. Example: `2021120100000002`. */
    tc_installment_order_id: v.optional(v.string()),
  })

/** The schema of {@link extendParams}, by name, so that declarations need not repeat it. */
export interface ExtendParamsSchema extends ReturnType<typeof extendParamsShape> {}

/** What a business adds by arrangement. */
export const extendParams: () => ExtendParamsSchema = extendParamsShape

const royaltyInfoShape = () =>
  v.strictObject({
    /** The kind; there is one, and it is the default. Example: `ROYALTY`. */
    royalty_type: v.optional(v.picklist(['ROYALTY'])),
    /** Who gets what (分账明细), one share at least. */
    royalty_detail_infos: filledList(
      v.strictObject({
        /** Place in the order of sharing, a whole number from 1. Example: `1`. */
        serial_no: v.optional(wholeNumber(Number.MAX_SAFE_INTEGER)),
        /** What `trans_in` is: a user id, a bank account's index or a store id. Example: `userId`. */
        trans_in_type: v.optional(v.picklist(['userId', 'bankIndex', 'storeId'])),
        /** Number of this batch of shares (分账批次号); 1 to 32. Example: `123`. */
        batch_no: filled(32),
        /** Your number of this one share; at most 64. Example: `20131124001`. */
        out_relation_id: v.optional(text(64)),
        /** What `trans_out` is; there is one kind, and it is filled in. Example: `userId`. */
        trans_out_type: v.optional(v.picklist(['userId']), 'userId'),
        /** User id that gives the share (分账转出账号); 1 to 16. Example: `2088101126765726`. */
        trans_out: filled(16),
        /** Account that receives the share (分账转入账号); 1 to 28. Example: `2088101126708402`. */
        trans_in: filled(28),
        /** The share in yuan (分账金额). Example: `0.10`. */
        amount: amountOrZero(),
        /** Why (分账描述); at most 1000. Example: `Commission`. */
        desc: v.optional(text(1000)),
        /** The share in percent; at most 3 characters. Example: `100`. */
        amount_percentage: v.optional(text(3)),
      }),
    ),
  })

/** The schema of {@link royaltyInfo}, by name, so that declarations need not repeat it. */
export interface RoyaltyInfoSchema extends ReturnType<typeof royaltyInfoShape> {}

/** How a payment is shared out (分账). */
export const royaltyInfo: () => RoyaltyInfoSchema = royaltyInfoShape

const subMerchantShape = () =>
  v.strictObject({
    /** Its Alipay number; needed when you collect for others; at most 16. Example: `19023454`. */
    merchant_id: v.optional(text(16)),
    /** What `merchant_id` is; there is one kind, and it is the default. Example: `alipay`. */
    merchant_type: v.optional(v.picklist(['alipay'])),
  })

/** The schema of {@link subMerchant}, by name, so that declarations need not repeat it. */
export interface SubMerchantSchema extends ReturnType<typeof subMerchantShape> {}

/** The merchant behind a platform or institution (二级商户). */
export const subMerchant: () => SubMerchantSchema = subMerchantShape

const settleInfoShape = () =>
  v.strictObject({
    /** The settlement (结算明细): exactly one item. */
    settle_detail_infos: v.pipe(
      v.array(
        v.pipe(
          v.strictObject({
            /**
             * What `trans_in` is (结算账户类型); `defaultSettle` takes the account on record. Example: `userId`.
             */
            trans_in_type: v.picklist(['cardAliasNo', 'userId', 'loginName', 'defaultSettle']),
            /** The account (结算账户); at most 64; empty or absent with `defaultSettle`. Example: `A0001`. */
            trans_in: v.optional(text(64)),
            /** What settlements are summed up by, with `cardAliasNo`; at most 64. Example: `A0001`. */
            summary_dimension: v.optional(text(64)),
            /**
             * The party that is settled with, in its own numbering; at most 64. Example: `2088xxxxx;ST_0001`.
             */
            settle_entity_id: v.optional(text(64)),
            /** What `settle_entity_id` is: a sub-merchant or a store. Example: `SecondMerchant`. */
            settle_entity_type: v.optional(v.picklist(['SecondMerchant', 'Store'])),
            /**
             * Amount in yuan (结算金额): that of the trade, less what was refunded once it is confirmed.
             * Ignored when `actual_amount` is there. Example: `0.10`.
             */
            amount: amountOrZero(),
            /** Amount in yuan that is really settled; goes before `amount`. Example: `0.10`. */
            actual_amount: v.optional(amountOrZero()),
          }),
          v.forward(
            v.check(
              ({ trans_in_type, trans_in }) => (trans_in_type === 'defaultSettle') === !trans_in,
              'must be empty with trans_in_type defaultSettle and is required otherwise',
            ),
            ['trans_in'],
          ),
        ),
      ),
      v.length(1, 'must hold exactly one item'),
    ),
    /** Time after which it settles by itself (自动结算), `1d` to `365d`. Example: `7d`. */
    settle_period_time: v.optional(
      v.pipe(v.string(), v.regex(/^(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-5])d$/, 'must be "1d" to "365d"')),
    ),
  })

/** The schema of {@link settleInfo}, by name, so that declarations need not repeat it. */
export interface SettleInfoSchema extends ReturnType<typeof settleInfoShape> {}

/** Where the money of a direct-pay (直付通) trade is settled to. */
export const settleInfo: () => SettleInfoSchema = settleInfoShape

const extUserInfoShape = () =>
  v.pipe(
    v.strictObject({
      /**
       * The payer's name (姓名), looked at with `fix_buyer` or `need_check_info` `T`; at most 16. Example: `Li Ming`.
       */
      name: v.optional(text(16)),
      /** The payer's mobile number; Alipay does not compare it today; at most 20. Example: `16587658765`. */
      mobile: v.optional(text(20)),
      /** Kind of identity document (证件类型), looked at in the same cases. Example: `IDENTITY_CARD`. */
      cert_type: v.optional(
        v.picklist([
          'IDENTITY_CARD',
          'PASSPORT',
          'OFFICER_CARD',
          'SOLDIER_CARD',
          'HOKOU',
          'PERMANENT_RESIDENCE_FOREIGNER',
        ]),
      ),
      /** Number of that document (证件号); at most 64. Example: `362334768769238881`. */
      cert_no: v.optional(text(64)),
      /** Least age in years, digits only; with `need_check_info` `T`. Example: `18`. */
      min_age: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'must be 1 to 3 digits'))),
      /**
       * `T`: only this person may pay; needs `cert_type`, `cert_no` and `name`. Default `F`. Example: `F`.
       */
      fix_buyer: v.optional(v.picklist(['T', 'F'])),
      /** `T`: the payer's identity is compared with what is given here. Default `F`. Example: `F`. */
      need_check_info: v.optional(v.picklist(['T', 'F'])),
      /**
       * SHA-256 over name and document number, in their place; ignored beside any of them. Example:
       * `27bfcd1dee4f22c8`.
       */
      identity_hash: v.optional(v.string()),
    }),
    v.forward(
      v.check(
        ({ fix_buyer, cert_type, cert_no, name }) => fix_buyer !== 'T' || !!(cert_type && cert_no && name),
        'T needs cert_type, cert_no and name',
      ),
      ['fix_buyer'],
    ),
  )

/** The schema of {@link extUserInfo}, by name, so that declarations need not repeat it. */
export interface ExtUserInfoSchema extends ReturnType<typeof extUserInfoShape> {}

/** Who may pay (外部指定买家). */
export const extUserInfo: () => ExtUserInfoSchema = extUserInfoShape

const businessParamsShape = () =>
  v.strictObject({
    /** Public IPv4 or IPv6 address from which the payer ordered; at most 128. Example: `203.0.113.7`. */
    mc_create_trade_ip: v.optional(text(128)),
    /** Number of the campus card (校园卡). Example: `0000306634`. */
    campus_card: v.optional(v.string()),
    /** Kind of card. Example: `T0HK0000`. */
    card_type: v.optional(v.string()),
    /**
     * When the payer really ordered, where the debit comes later; Beijing time. Example:
     * `2026-01-31 09:30:00`.
     */
    actual_order_time: v.optional(v.string()),
    /** Taxes on the goods. Example: `10.00`. */
    good_taxes: v.optional(v.string()),
    /** Amount in yuan that the payer's company bears (因公付). Example: `8.88`. */
    enterprise_pay_amount: v.optional(amountOrZero()),
    /** About that company's payment, as JSON text. Example: `{"category_list":"meal"}`. */
    enterprise_pay_info: v.optional(v.string()),
    /** What the payer remarked. Example: `No sugar`. */
    buyer_memo: v.optional(v.string()),
    /** Whether the cashier must ask for the password. Example: `true`. */
    force_pwd: v.optional(v.string()),
    /**
     * The frozen asset to release first: credit or the payer's own; default `COMMON_ASSET`. Example:
     * `CREDIT_ASSET`.
     */
    priority_unfreeze_asset: v.optional(v.picklist(['CREDIT_ASSET', 'COMMON_ASSET'])),
    /** A mini program's line of business, for its reports. Example: `KX_SHOPPING`. */
    tiny_app_merchant_biz_type: v.optional(v.string()),
  })

/** The schema of {@link businessParams}, by name, so that declarations need not repeat it. */
export interface BusinessParamsSchema extends ReturnType<typeof businessParamsShape> {}

/** What a business agreed upon with Alipay, for the calls that take it as an object. */
export const businessParams: () => BusinessParamsSchema = businessParamsShape

const periodRuleShape = () =>
  v.pipe(
    v.strictObject({
      /** Unit of the period (周期类型). Example: `MONTH`. */
      period_type: v.picklist(['DAY', 'MONTH']),
      /** How many units a period has (周期数), a whole number. Example: `3`. */
      period: wholeNumber(Number.MAX_SAFE_INTEGER),
      /** Day of the first debit (首次执行时间); with `MONTH` not after the 28th. Example: `2026-01-28`. */
      execute_time: date(),
      /** The most that one debit may take, in yuan (单次扣款最大金额). Example: `10.99`. */
      single_amount: amountOrZero(),
      /** The most that all debits may take, in yuan (总金额限制). Example: `600.00`. */
      total_amount: v.optional(amountOrZero()),
      /** The most debits there may be (总扣款次数), a whole number. Example: `12`. */
      total_payments: v.optional(wholeNumber(Number.MAX_SAFE_INTEGER)),
      /** What the scene adds (场景规则). */
      scene_rule_params: v.optional(
        v.strictObject({
          /** Number of periods with a discount. Example: `1`. */
          discount_period: v.optional(v.string()),
          /** Days at the lower price. Example: `30`. */
          low_price_period: v.optional(v.string()),
        }),
      ),
    }),
    v.forward(
      v.check(
        ({ period_type, execute_time }) => period_type !== 'MONTH' || execute_time.slice(8) <= '28',
        'must not be after the 28th with period_type MONTH',
      ),
      ['execute_time'],
    ),
  )

/** The schema of {@link periodRule}, by name, so that declarations need not repeat it. */
export interface PeriodRuleSchema extends ReturnType<typeof periodRuleShape> {}

/** How often and how much is debited by an agreement. */
const periodRule: () => PeriodRuleSchema = periodRuleShape

const agreementSignFieldsShape = () => ({
  /** Product code on the payer's side (个人签约产品码); 1 to 64. Example: `GENERAL_WITHHOLDING_P`. */
  personal_product_code: filled(64),
  /** Your number of the agreement (商户签约号): 1 to 32 letters and digits. Example: `test20190701`. */
  external_agreement_no: v.optional(
    v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,32}$/, 'must be 1 to 32 letters or digits')),
  ),
  /** The payer's login with you, shown while signing; at most 100. Example: `13852852877`. */
  external_logon_id: v.optional(text(100)),
  /** The merchant for whom it is signed, where that is another one. */
  sub_merchant: v.optional(
    v.strictObject({
      /** Its number. Example: `2088123412341234`. */
      sub_merchant_id: v.optional(v.string()),
      /** Its name. Example: `Drip`. */
      sub_merchant_name: v.optional(v.string()),
      /** Name of its service. Example: `Drip rides`. */
      sub_merchant_service_name: v.optional(v.string()),
      /** What its service is. Example: `Rides paid without a password`. */
      sub_merchant_service_description: v.optional(v.string()),
    }),
  ),
})

/** The entries of {@link agreementSignFields}, by name. */
export interface AgreementSignFields extends ReturnType<typeof agreementSignFieldsShape> {}

/** What every agreement says that the payer signs while paying (支付并签约). */
export const agreementSignFields: () => AgreementSignFields = agreementSignFieldsShape

const inAppSignFieldsShape = () => ({
  /** Product of the later debits (销售产品码); not empty. Example: `GENERAL_WITHHOLDING`. */
  product_code: v.pipe(v.string(), v.minLength(1)),
  /** Scene of the agreement (签约场景), as Alipay names it; 1 to 64. Example: `INDUSTRY|CARRENTAL`. */
  sign_scene: filled(64),
  /** How the payer gets to the signing (接入信息). */
  access_params: v.strictObject({
    /** In Alipay's app, by a code, or by a code or text message (签约渠道). Example: `ALIPAYAPP`. */
    channel: v.optional(v.picklist(['ALIPAYAPP', 'QRCODE', 'QRCODEORSMS'])),
  }),
  /** How often and how much is debited (周期扣款规则); needed with `CYCLE_PAY_AUTH`. */
  period_rule_params: v.optional(periodRule()),
  /** How long the offer to sign stands, in seconds, digits only. Example: `600`. */
  effect_time: v.optional(v.pipe(v.string(), v.regex(/^\d+$/, 'must be digits: seconds'))),
  /** Whether plain debiting will do where HuaZhi GO is not to be had (花芝); yes by default. Example: `true`. */
  allow_huazhi_degrade: v.optional(v.boolean()),
  /** Where the news of the signing is posted. Example: `https://shop.example/signed`. */
  sign_notify_url: v.optional(v.string()),
  /** Channels in the order that you would like (推荐渠道). */
  recommend_sort_channel_params: v.optional(
    v.array(
      v.strictObject({
        /** Kind of asset, as agreed. Example: `BANKCARD`. */
        asset_type_code: v.optional(v.string()),
        /** The institution. Example: `ICBC`. */
        inst_id: v.optional(v.string()),
      }),
    ),
  ),
})

/** The entries of an agreement that is signed in Alipay's app, by name. */
export interface InAppSignFields extends ReturnType<typeof inAppSignFieldsShape> {}

/** The schema of {@link inAppSignParams}, by name, so that declarations need not repeat it. */
export interface InAppSignParamsSchema
  extends v.StrictObjectSchema<Entries<AgreementSignFields & InAppSignFields>, undefined> {}

/** The agreement that the payer signs while paying in Alipay's app (支付并签约). */
export const inAppSignParams = (): InAppSignParamsSchema =>
  v.strictObject({ ...agreementSignFieldsShape(), ...inAppSignFieldsShape() })

const invoiceInfoShape = () =>
  v.strictObject({
    /** What an invoice must say. */
    key_info: v.strictObject({
      /** Whether an invoice can be had for this trade (是否支持开票). Example: `true`. */
      is_support_invoice: v.boolean(),
      /** Who writes it: brand and store in short, joined by `|`; 1 to 80. Example: `ABC|003`. */
      invoice_merchant_name: filled(80),
      /** That merchant's tax number (税号); 1 to 30. Example: `1464888883494`. */
      tax_num: filled(30),
    }),
    /**
     * Lines of the invoice; sent as JSON of at most 400 characters. Example:
     * `[{ name: 'Coffee', num: '2' }]`.
     */
    details: jsonString(v.array(jsonObject()), 400),
  })

/** The schema of {@link invoiceInfo}, by name, so that declarations need not repeat it. */
export interface InvoiceInfoSchema extends ReturnType<typeof invoiceInfoShape> {}

/** What an invoice for the order needs (开票信息). */
export const invoiceInfo: () => InvoiceInfoSchema = invoiceInfoShape

const bkagentReqInfoShape = () =>
  v.strictObject({
    /** The acquirer's code with the clearing house (收单机构). Example: `C1010311000013`. */
    acq_code: v.optional(v.string()),
    /** The merchant's code with the clearing house. Example: `123456789012345`. */
    merch_code: v.optional(v.string()),
    /** Kind of terminal (终端类型). Example: `02`. */
    device_type: v.optional(v.string()),
    /** The terminal's serial number; needed for terminals that have one. Example: `1234567890`. */
    serial_num: v.optional(v.string()),
    /** Where the terminal stands: latitude and longitude. Example: `+37.28/-121.268`. */
    location: v.optional(v.string()),
  })

/** The schema of {@link bkagentReqInfo}, by name, so that declarations need not repeat it. */
export interface BkagentReqInfoSchema extends ReturnType<typeof bkagentReqInfoShape> {}

/** Who acquires a payment, and with which device, for an acquiring institution (间连受理商户信息). */
export const bkagentReqInfo: () => BkagentReqInfoSchema = bkagentReqInfoShape
