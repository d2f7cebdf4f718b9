/** bgcpay (鏈付): a gateway for digital assets, in Alipay's shape but signed by a shared key and half documented. */
import { MessageError, SignatureError } from '../errors.ts'
import type { Fields } from '../gateway/fields.ts'
import type { Client, ClientOptions, Gateway, Receiver, ReceiverOptions } from '../gateway/gateway.ts'
import { beijingTime } from '../message/beijing-time.ts'
import { canonicalText } from '../message/canonical.ts'
import { type Charset, utf8 } from '../message/charset.ts'
import { quoteNumbers, type RawMember, rawMembers } from '../message/raw-json.ts'

/** What only bgcpay's clients and receivers can be given. */
interface BgcpayAccount {
  /** The app's id: `2014072300007148`. */
  readonly appId: string
  /**
   * Whether and how replies are signed; the document does not say it, and no live gateway was asked.
   *
   * - `unsigned` (default): a reply's `sign` is not looked at, and its result has the type `Unsigned<T>`: nobody
   *   but the connection vouches for it.
   * - `node`: replies come wrapped, and the signature covers the raw text of the response.
   * - `params`: the signature covers the response's members, sorted and joined as a request's are.
   *
   * With the last two an unsigned reply is refused.
   */
  readonly replies?: 'unsigned' | 'node' | 'params' | undefined
}

/** What `createBgcpay` takes to make a receiver. */
export interface BgcpayReceiverOptions extends BgcpayAccount, ReceiverOptions {}

/** What `createBgcpay` takes to make a client. */
export interface BgcpayClientOptions extends BgcpayAccount, ClientOptions {
  /** The language of the gateway's texts and pages. */
  readonly lang?: 'en' | 'zh-Hans' | 'zh-Hant' | undefined
}

/** Believes bgcpay's notifications. */
export interface BgcpayReceiver extends BgcpayAccount, Receiver<'bgcpay'> {}

/** Sends to bgcpay and believes what comes back, as far as it is signed. */
export interface BgcpayClient extends BgcpayAccount, Client<'bgcpay'> {
  readonly lang?: BgcpayClientOptions['lang']
}

/**
 * Makes a client, or without a `signer` a receiver that only listens.
 *
 * @example createBgcpay({ appId, signer: md5(key), verifier: md5(key) })
 * @throws {TypeError} for an app id or verifier that is missing.
 */
export function createBgcpay(options: BgcpayClientOptions): BgcpayClient
export function createBgcpay(options: BgcpayReceiverOptions): BgcpayReceiver
export function createBgcpay(options: BgcpayReceiverOptions): BgcpayReceiver {
  if (typeof options?.appId !== 'string' || options.appId === '') throw new TypeError('appId is missing')
  if (typeof options.verifier?.verify !== 'function') {
    throw new TypeError('verifier is missing: no notification is believed without the shared key, md5(key)')
  }
  return { gateway, ...options }
}

const gateway: Gateway<'bgcpay'> = {
  name: 'bgcpay',
  endpoint: 'https://openapi.bgcpay.com/gateway.do',
  keywords:
    'app_id method format charset sign_type sign timestamp version lang notify_url return_url biz_content service total_fee seller_id body ' +
    'trade_no out_trade_no currency total_amount subject extend_params payer_id trade_status trade_date pay_date app_cert_sn bgcpay_root_cert_sn',
  notifyReadings: [
    { omits: ['sign'], empty: 'dropped' },
    { omits: ['sign'], empty: 'kept' },
  ],
  notifyParts: 'query-and-body',
  ack: { done: 'SUCCESS', again: 'FAIL' },

  signs: name => name !== 'sign',

  envelope: (client: BgcpayClient, { api, fields, signType, charset, now, options }) =>
    new Map([
      ['app_id', client.appId],
      ['method', api.name],
      ['format', 'json'],
      ['charset', charset.name.toUpperCase()],
      ['sign_type', signType],
      ['timestamp', beijingTime(now)],
      ['version', '1.0'],
      ['lang', client.lang ?? ''],
      ['notify_url', options.notifyUrl ?? ''],
      ['return_url', options.returnUrl ?? ''],
      ['biz_content', JSON.stringify(fields)],
    ]),

  carry: params => {
    const pairs = [...params]
    return {
      method: 'POST',
      query: pairs.filter(([name]) => name !== 'biz_content'),
      body: pairs.filter(([name]) => name === 'biz_content'),
      encoding: 'multipart',
    }
  },

  signsReplies: ({ replies = 'unsigned' }: BgcpayReceiver) => replies !== 'unsigned',

  openReply: ({ replies = 'unsigned' }: BgcpayReceiver, { bytes, charset }, api) => {
    const members = rawMembers(bytes, charset)
    const nodes = members.filter(({ name }) => name.endsWith('_response'))
    const [node, second] = nodes
    if (second !== undefined) throw new MessageError(`${api.name}: the reply holds two responses`)
    const refusal = node?.name === 'error_response'
    if (node !== undefined && !refusal && node.name !== `${api.name.replaceAll('.', '_')}_response`) {
      throw new SignatureError(`${api.name}: the reply is labelled as another API's`, {
        diagnosis: 'relabelled',
      })
    }
    if (node === undefined && replies === 'node') {
      throw new MessageError(`${api.name}: the reply is flat, but a signed node is configured`)
    }
    const inner = node === undefined ? members.filter(({ name }) => name !== 'sign') : undefined
    const signed = node?.value ?? bytes
    const sign = members.find(({ name }) => name === 'sign')
    return {
      signed: replies === 'params' ? paramsText(inner ?? rawMembers(signed, charset), charset) : signed,
      signature: sign && textOf(sign, charset),
      refusal,
      read: amounts => readFields(signed, amounts, charset, api.name, node === undefined),
    }
  },

  judge: (fields, { accepts = ['10000'] }) => {
    const text = (name: string): string | undefined => {
      const value = fields[name]
      return value === undefined || value === null ? undefined : String(value)
    }
    const code = text('code')
    return {
      accepted: code !== undefined && accepts.includes(code),
      code,
      msg: text('msg'),
      reason: text('sub_code'),
      subMsg: text('sub_msg'),
    }
  },

  account: (receiver: BgcpayReceiver) => receiver.appId,
  isOurs: (receiver: BgcpayReceiver, params) => params.get('app_id') === receiver.appId,
  isSellers: () => true,
  isType: (params, { name }) => params.get('method') === name,
  notifyId: params => `${params.get('trade_no')}:${params.get('trade_status')}`,
}

/** The members as a request's parameters would be: texts as they are, all else as it is written. */
function paramsText(members: readonly RawMember[], charset: Charset): Uint8Array {
  const params = members.map(member => [member.name, textOf(member, charset)] as const)
  return utf8.encode(canonicalText(new Map(params.filter(([, value]) => value !== '' && value !== 'null'))))
}

function textOf({ value }: RawMember, charset: Charset): string {
  const raw = charset.decode(value)
  return raw.startsWith('"') ? String(parse(raw)) : raw
}

function readFields(
  signed: Uint8Array,
  amounts: ReadonlySet<string>,
  charset: Charset,
  subject: string,
  isFlat: boolean,
): Fields {
  const fields = parse(quoteNumbers(charset.decode(signed), amounts))
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new MessageError(`${subject}: the response is not an object`)
  }
  if (!isFlat) return fields as Fields
  const { sign: _, ...rest } = fields as Record<string, unknown>
  return rest
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new MessageError('a part of the reply is not JSON', { cause })
  }
}
