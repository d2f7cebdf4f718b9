/** Alipay: tells about a user who allowed it (支付宝会员授权信息查询, `alipay.user.info.share`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'

const input = () =>
  v.strictObject({
    /**
     * The `access_token` that `systemOauthToken` gave for this user (访问令牌). Example:
     * `20120823ac6ffaa4d2d84e7384bf983531473993`.
     */
    auth_token: v.pipe(v.string(), v.minLength(1)),
  })

/** Input of {@link userInfoShare}. */
export interface UserInfoShareInput extends v.InferInput<ReturnType<typeof input>> {}

/** An address that a user has things delivered to. */
export interface DeliverAddress {
  /** Who receives. Example: `Li Ming`. */
  deliver_fullname?: string
  /** The receiver's mobile number. Example: `13800000000`. */
  deliver_mobile?: string
  /** The receiver's telephone number. Example: `0571-00000000`. */
  deliver_phone?: string
  /** Province. Example: `浙江省`. */
  deliver_province?: string
  /** City. Example: `杭州市`. */
  deliver_city?: string
  /** District. Example: `西湖区`. */
  deliver_area?: string
  /** Street and house. Example: `1 Wantang Road`. */
  address?: string
  /** Code of the district. Example: `330106`. */
  address_code?: string
  /** Postcode. Example: `310013`. */
  zip?: string
  /** Whether it is the usual one. Example: `T`. */
  default_deliver_address?: string
}

/** A picture of a document. */
export interface UserPicture {
  /** What is pictured. Example: `DOCUMENT_FRONT`. */
  picture_type?: string
  /** Key by which `alipay.user.certify.image.fetch` gives the picture. Example: `1vWS0hCoQl2`. */
  picture_url?: string
}

/** What the user allowed your app to know. All of it is the user's: keep no more than you need. */
export interface UserInfoShareResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /**
   * The user's id (支付宝用户 ID). Apps of the openid kind get `open_id` in its place. Example: `2088102150477652`.
   */
  user_id?: string
  /** The user's openid under your app. Example: `074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5`. */
  open_id?: string
  /**
   * URL of the picture (用户头像); absent where the user has none. Example: `https://pictures.example/2088.jpg`.
   */
  avatar?: string
  /** The name that the user chose (用户昵称); absent where there is none. Example: `Coffee Bean`. */
  nick_name?: string
  /** The name as Alipay shows it. Example: `Li Ming`. */
  display_name?: string
  /** The person's real name, or the company's. Example: `李明`. */
  user_name?: string
  /** Whether it is a company, `1`, or a person, `2`. Example: `2`. */
  user_type?: '1' | '2'
  /**
   * State of the account: `Q` registered in haste, `T` normal, `B` frozen, `W` not yet activated. Example: `T`.
   */
  user_status?: 'Q' | 'T' | 'B' | 'W'
  /** Whether the real name was proved (是否通过实名认证). Example: `T`. */
  is_certified?: 'T' | 'F'
  /** Whether the user was proved to be a student. Example: `F`. */
  is_student_certified?: 'T' | 'F'
  /** Whether the user is of age. Example: `T`. */
  is_adult?: 'T' | 'F'
  /** Whether the balance is frozen. Example: `F`. */
  is_balance_frozen?: 'T' | 'F'
  /** Whether the account is blocked. Example: `F`. */
  is_blocked?: 'T' | 'F'
  /** Gender: `F` female, `M` male; only once `is_certified` is `T`. Example: `F`. */
  gender?: 'F' | 'M'
  /** Age in years; only of those proved by an ID card. Example: `30`. */
  age?: string
  /** Birthday. Example: `20170402`. */
  person_birthday?: string
  /** Birthday without its year: month and day. Example: `0402`. */
  person_birthday_without_year?: string
  /** Profession. Example: `Teacher`. */
  profession?: string
  /** Degree or schooling. Example: `Bachelor`. */
  degree?: string
  /** Name of the college; may be empty. Example: `Zhejiang University`. */
  college_name?: string
  /** The day of entering the college. Example: `2015-09-01`. */
  enrollment_time?: string
  /** The day of leaving it, as expected. Example: `2019-07-01`. */
  graduation_time?: string
  /** Level of membership with Alipay. Example: `diamond`. */
  member_grade?: string
  /** Ethnic group, as the ID card has it. Example: `汉`. */
  user_nation?: string
  /** The user's Taobao id. Example: `12345678`. */
  taobao_id?: string
  /** Login that is an email address, or a mobile number where there is none. Example: `li@mail.example`. */
  email?: string
  /** Mobile number. Example: `13800000000`. */
  mobile?: string
  /** Telephone number. Example: `0571-00000000`. */
  phone?: string
  /** Country. Example: `CN`. */
  country_code?: string
  /** Province. Example: `浙江省`. */
  province?: string
  /** City. Example: `杭州市`. */
  city?: string
  /** District. Example: `西湖区`. */
  area?: string
  /** Street and house. Example: `1 Wantang Road`. */
  address?: string
  /** Postcode. Example: `310013`. */
  zip?: string
  /** Addresses for deliveries (收货地址). */
  deliver_addresses?: DeliverAddress[]
  /**
   * Kind of identity document, a number; only once `is_certified` is `T`. `0` ID card, `1` passport, `2`
   * officer's, `3` soldier's, `4` home-return permit, `5` provisional ID card, `6` household book, `7` police,
   * `8` and `12` Taiwan pass, `9` business licence, `10` other, `11` Hong Kong and Macao pass, `13` and `14`
   * residence permit of Taiwan, and of Hong Kong and Macao, `15` Hong Kong or Macao ID card, `16` foreigner's
   * permanent residence. Example: `0`.
   */
  cert_type?:
    | '0'
    | '1'
    | '2'
    | '3'
    | '4'
    | '5'
    | '6'
    | '7'
    | '8'
    | '9'
    | '10'
    | '11'
    | '12'
    | '13'
    | '14'
    | '15'
    | '16'
  /** Number of that document. Example: `33****************01`. */
  cert_no?: string
  /** The day that the document was issued; may be empty. Example: `20150101`. */
  person_cert_issue_date?: string
  /** The day that the document expires. Example: `20350101`. */
  person_cert_expiry_date?: string
  /** Pictures of the document. */
  person_pictures?: UserPicture[]
  /** Province, as the ID card has it. Example: `浙江省`. */
  identity_card_province?: string
  /** City, as the ID card has it. Example: `杭州市`. */
  identity_card_city?: string
  /** District, as the ID card has it. Example: `西湖区`. */
  identity_card_area?: string
  /** Address, as the ID card has it. Example: `1 Wantang Road`. */
  identity_card_address?: string
  /**
   * What a company is: `I` financial institution, `C` without a balance account, `V` virtual, `N` none of
   * these, `?` anonymous. Example: `N`.
   */
  inst_or_corp?: 'I' | 'C' | 'V' | 'N' | '?'
  /**
   * Legal form of a company: `CO` company, `INST` public institution, `COMM` community, `NGO` private
   * non-enterprise unit, `STATEORGAN` state organ. Example: `CO`.
   */
  firm_type?: 'CO' | 'INST' | 'COMM' | 'NGO' | 'STATEORGAN'
  /** The company's organisation code. Example: `12345678-9`. */
  organization_code?: string
  /** What the company may trade in. Example: `Retail of food`. */
  business_scope?: string
  /** Number of the business licence. Example: `330000000000000`. */
  license_no?: string
  /** The day that the licence expires. Example: `20350101`. */
  license_expiry_date?: string
  /** Province, as the licence has it. Example: `浙江省`. */
  ent_license_province?: string
  /** City, as the licence has it. Example: `杭州市`. */
  ent_license_city?: string
  /** District, as the licence has it. Example: `西湖区`. */
  ent_license_area?: string
  /** Address, as the licence has it. Example: `1 Wantang Road`. */
  ent_license_address?: string
  /** Pictures of the company's documents. */
  firm_pictures?: UserPicture[]
  /** Name of the legal representative. Example: `李明`. */
  firm_legal_person_name?: string
  /** Kind of that person's document. Example: `0`. */
  firm_legal_person_cert_type?: string
  /** Number of that person's document. Example: `33****************01`. */
  firm_legal_person_cert_no?: string
  /** The day that that document expires. Example: `20350101`. */
  firm_legal_person_cert_expiry_date?: string
  /** Pictures of that document. */
  firm_legal_person_pictures?: UserPicture[]
  /** Name of the company's agent. Example: `李明`. */
  firm_agent_person_name?: string
  /** Kind of the agent's document. Example: `0`. */
  firm_agent_person_cert_type?: string
  /** Number of the agent's document. Example: `33****************01`. */
  firm_agent_person_cert_no?: string
  /** The day that the agent's document expires. Example: `20350101`. */
  firm_agent_person_cert_expiry_date?: string
}

/**
 * Tells about the user whose token is given, as far as the scope goes that the user agreed to.
 *
 * It only reads. The answer does not repeat the token: compare `user_id` or `open_id` with what
 * `systemOauthToken` told. Fields that begin with `firm_` come only where `user_type` is `1`.
 *
 * Sources: Alipay's page of `alipay.user.info.share` and its 2026 SDK models.
 */
export const userInfoShare: Api<'alipay', UserInfoShareInput, UserInfoShareResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.user.info.share',
  kind: 'call',
  input,
  place: 'top',
  // Which fields come depends on what the user agreed to; an answer that names nobody would be about anybody.
  marks: {
    holdsOneOf: ['user_id', 'open_id'],
    lacks: ['auth_app_id', 'app_auth_token', 'tokens', 'trade_no'],
  },
  reads: true,
  amounts: [],
})
