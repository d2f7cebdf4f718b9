/** The Alipay Open Platform: JSON inside a signed envelope. */
import { MessageError, SignatureError } from '../errors.ts'
import { checkReceiver } from '../gateway/check-receiver.ts'
import type { Client, ClientOptions, Gateway, Receiver, ReceiverOptions } from '../gateway/gateway.ts'
import { beijingTime } from '../message/beijing-time.ts'
import type { Reading } from '../message/params.ts'

/** Alipay's own sandbox, for the `endpoint` of a client. It has apps and keys of its own. */
export const alipaySandbox: string = 'https://openapi-sandbox.dl.alipaydev.com/gateway.do'

/** What only Alipay's clients and receivers can be given. */
interface AlipayAccount {
  /** The app's id (应用 ID): 16 digits, `2021000000000000`. */
  readonly appId: string
  /** The seller's user id (`2088…`): notifications and returns for another seller are refused. */
  readonly sellerId?: string | undefined
  /**
   * The app ids of merchants who authorised your app (应用授权): messages of theirs are accepted too, and of no
   * others (`auth_app_id`). Without it a message must name your own `appId`.
   */
  readonly authorisedAppIds?: readonly string[] | undefined
}

/** What `createAlipay` takes to make a receiver. */
export interface AlipayReceiverOptions extends AlipayAccount, ReceiverOptions {}

/** What `createAlipay` takes to make a client. */
export interface AlipayClientOptions extends AlipayAccount, ClientOptions {}

/** Believes Alipay's notifications and returns. */
export interface AlipayReceiver extends AlipayAccount, Receiver<'alipay'> {}

/** Sends to Alipay and believes what comes back. */
export interface AlipayClient extends AlipayAccount, Client<'alipay'> {}

/**
 * Makes a client, or without a `signer` a receiver that only listens.
 *
 * @example createAlipay({ appId, signer: rsa2Signer(appPrivateKey), verifier: rsa2Verifier(alipayPublicKey) })
 * @throws {TypeError} for an app id or verifier that is missing, a charset that is none, or a name that is no option.
 */
export function createAlipay(options: AlipayClientOptions): AlipayClient
export function createAlipay(options: AlipayReceiverOptions): AlipayReceiver
export function createAlipay(options: AlipayReceiverOptions): AlipayReceiver {
  if (typeof options?.appId !== 'string' || !/^\S+$/.test(options.appId))
    throw new TypeError('appId is missing, or is not a text without spaces')
  checkReceiver(options, 'appId sellerId authorisedAppIds', 'rsa2Verifier(alipayPublicKey)')
  return { gateway, ...options }
}

/** Parameters that travel in the query, where Alipay reads the charset before it decodes the body. */
const COMMON = [
  'app_id',
  'method',
  'format',
  'charset',
  'encrypt_type',
  'sign_type',
  'sign',
  'timestamp',
  'version',
  'notify_url',
  'return_url',
  'app_auth_token',
  'app_cert_sn',
  'alipay_root_cert_sn',
]

/** Products and years differ in what a notification's signature covers; the likeliest reading comes first. */
const NOTIFY_READINGS: readonly Reading[] = [
  { omits: ['sign', 'sign_type'], empty: 'kept' },
  { omits: ['sign', 'sign_type'], empty: 'dropped' },
  { omits: ['sign', 'sign_type', 'alipay_cert_sn'], empty: 'kept' },
  { omits: ['sign', 'sign_type', 'alipay_cert_sn'], empty: 'dropped' },
  { omits: ['sign'], empty: 'kept' },
  { omits: ['sign'], empty: 'dropped' },
  { omits: ['sign', 'alipay_cert_sn'], empty: 'kept' },
  { omits: ['sign', 'alipay_cert_sn'], empty: 'dropped' },
]

const gateway: Gateway<'alipay'> = {
  name: 'alipay',
  endpoint: 'https://openapi.alipay.com/gateway.do',
  keywords:
    'app_id method format charset sign_type sign timestamp version notify_url return_url app_auth_token biz_content service partner total_fee ' +
    // What notifications carry: an echoed text that holds one of these would make its notification ambiguous.
    'agreement_no alipay_cert_sn auth_app_id bank_ack_time body buyer_id buyer_logon_id buyer_open_id buyer_pay_amount dback_amount dback_status encrypt_type external_agreement_no fund_bill_list gmt_close gmt_create gmt_payment gmt_refund invoice_amount msg_app_id msg_method msg_type notify_id notify_time notify_type out_biz_no out_request_no out_trade_no passback_params point_amount receipt_amount refund_amount refund_fee refund_reason refund_status seller_email seller_id send_back_fee subject total_amount trade_no trade_status utc_timestamp voucher_detail_list',
  notifyReadings: NOTIFY_READINGS,
  notifyParts: 'body',
  ack: { done: 'success', again: 'fail' },

  signs: name => name !== 'sign',

  envelope: (client: AlipayClient, { api, fields, signType, charset, now, options }) => {
    const params = new Map([
      ['app_id', client.appId],
      ['method', api.name],
      ['format', 'JSON'],
      ['charset', charset.name],
      ['sign_type', signType],
      ['timestamp', beijingTime(now)],
      ['version', '1.0'],
      ['notify_url', options.notifyUrl ?? ''],
      ['return_url', options.returnUrl ?? ''],
      ['app_auth_token', options.appAuthToken ?? ''],
    ])
    if (api.place !== 'top') return params.set('biz_content', JSON.stringify(fields))
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) params.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    return params
  },

  carry: params => {
    const pairs = [...params]
    return {
      method: 'POST',
      query: pairs.filter(([name]) => COMMON.includes(name)),
      body: pairs.filter(([name]) => !COMMON.includes(name)),
      encoding: 'form',
    }
  },

  openReply: (_receiver, { bytes, charset, json }, api) => {
    const members = new Map(json.members(bytes).map(({ name, value }) => [name, value]))
    const [node, second] = [...members.keys()].filter(name => name.endsWith('_response'))
    if (node === undefined) throw new MessageError(`${api.name}: the reply holds no response`)
    if (second !== undefined) throw new MessageError(`${api.name}: the reply holds two responses`)
    const refusal = node === 'error_response'
    if (!refusal && node !== `${api.name.replaceAll('.', '_')}_response`) {
      throw new SignatureError(`${api.name}: the reply is labelled as another API's`, {
        diagnosis: 'relabelled',
      })
    }
    const text = (name: string): string | undefined => {
      const raw = members.get(name)
      const value = raw === undefined ? undefined : json.value(raw)
      return typeof value === 'string' && value !== '' ? value : undefined
    }
    const signed = members.get(node) as Uint8Array
    const written = signed[0] === QUOTE ? json.value(signed) : undefined
    return {
      signed,
      ciphertext: typeof written === 'string' ? written : undefined,
      signature: text('sign'),
      certificateSn: text('alipay_cert_sn'),
      refusal,
      read: (amounts, decrypted) => json.object(decrypted ?? charset.decode(signed), amounts),
    }
  },

  judge: (fields, { accepts = ['10000'] }) => {
    const text = (name: string): string | undefined => {
      const value = fields[name]
      return value === undefined || value === null ? undefined : String(value)
    }
    const code = text('code')
    const reason = text('sub_code')
    const subMsg = text('sub_msg')
    return {
      accepted: code === undefined ? accepts.length === 0 : accepts.includes(code),
      code,
      msg: text('msg'),
      reason,
      subMsg,
      signedText: reason === 'isv.invalid-signature' ? signedTextOf(subMsg) : undefined,
    }
  },

  account: (receiver: AlipayReceiver) => receiver.appId,
  isOurs: ({ appId, authorisedAppIds }: AlipayReceiver, params) => {
    const ours = [appId, ...(authorisedAppIds ?? [])]
    const named = params.get('app_id')
    if (named === undefined) return undefined
    const merchant = params.get('auth_app_id')
    const isKnown = authorisedAppIds === undefined || merchant === undefined || ours.includes(merchant)
    return ours.includes(named) && isKnown
  },
  isSellers: ({ sellerId }: AlipayReceiver, params) => {
    // Messages (msg_method) are for an app and name no seller; a freeze names its payee, if anybody; of the returns
    // (method) a refund's names nobody.
    if (sellerId === undefined || params.has('msg_method')) return true
    const isFreeze = params.get('notify_type')?.startsWith('fund_auth_')
    const named = params.get(isFreeze ? 'payee_user_id' : 'seller_id')
    const mayBeSilent = isFreeze || params.has('method')
    return named === sellerId || (named === undefined && mayBeSilent)
  },
  // Older notifications name themselves in notify_type, messages in msg_method.
  isType: (params, { kind, name }) =>
    (kind === 'return' ? ['method'] : ['notify_type', 'msg_method']).some(
      param => params.get(param) === name,
    ),
  notifyId: params => params.get('notify_id') ?? '',
}

/** An encrypted response is a text where else an object stands. */
const QUOTE = 0x22

/** Alipay tells in `sub_msg` which text it checked, escaped for HTML. */
function signedTextOf(subMsg: string | undefined): string | undefined {
  const text = subMsg?.match(/验签字符串为[：:](.*)$/s)?.[1]
  return text?.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
