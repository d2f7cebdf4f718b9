/** bgcpay (鏈付): a gateway for digital assets, in Alipay's shape but signed by a shared key and half documented. */
import { AmbiguousError, MessageError, SignatureError } from '../errors.ts'
import { checkReceiver } from '../gateway/check-receiver.ts'
import type { Fields } from '../gateway/fields.ts'
import type { Client, ClientOptions, Gateway, Receiver, ReceiverOptions } from '../gateway/gateway.ts'
import { beijingTime } from '../message/beijing-time.ts'
import { canonicalText, secondReading } from '../message/canonical.ts'
import { utf8 } from '../message/charset.ts'
import type { Params } from '../message/params.ts'
import type { RawMember } from '../message/raw-json.ts'

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
 * @throws {TypeError} for an app id or verifier that is missing, a charset that is none, or a name that is no option.
 */
export function createBgcpay(options: BgcpayClientOptions): BgcpayClient
export function createBgcpay(options: BgcpayReceiverOptions): BgcpayReceiver
export function createBgcpay(options: BgcpayReceiverOptions): BgcpayReceiver {
  if (typeof options?.appId !== 'string' || !/^\S+$/.test(options.appId))
    throw new TypeError('appId is missing, or is not a text without spaces')
  checkReceiver(options, 'appId replies lang', 'md5(key)')
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

  openReply: ({ replies = 'unsigned' }: BgcpayReceiver, { bytes, charset, json }, api) => {
    const members = json.members(bytes)
    const textOf = ({ value }: RawMember): string => {
      const raw = charset.decode(value)
      return raw.startsWith('"') ? String(json.value(value)) : raw
    }
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
    const signature = sign && textOf(sign)
    const read = (amounts: ReadonlySet<string>): Fields => json.object(charset.decode(signed), amounts)
    if (replies !== 'params')
      return { signed, signature, refusal, read: amounts => withoutSign(read(amounts), node) }
    const params = signedParams(inner ?? json.members(signed), textOf)
    return {
      signed: utf8.encode(canonicalText(params)),
      signature,
      refusal,
      // What is empty was not signed.
      read: amounts => Object.fromEntries(Object.entries(read(amounts)).filter(([name]) => params.has(name))),
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
  // The sample's alipay.trade.notify seems copied; whatever else this gateway names begins with bgcpay.
  isType: (params, { name }) =>
    [name, name.replace(/^alipay\./, 'bgcpay.')].includes(params.get('method') ?? ''),
  notifyId: params => {
    const parts = [params.get('trade_no'), params.get('trade_status')]
    return parts.every(Boolean) ? parts.join(':') : ''
  },
}

/**
 * The members as a request's parameters would be: texts as they are, all else as it is written.
 *
 * @throws {AmbiguousError} when the text can be cut into members in two ways.
 */
function signedParams(members: readonly RawMember[], textOf: (member: RawMember) => string): Params {
  const params = new Map(members.map(member => [member.name, textOf(member)]))
  for (const [name, value] of params) if (value === '' || value === 'null') params.delete(name)
  const smuggled = secondReading(params, new Set([...gateway.keywords.split(' '), ...params.keys()]))
  if (smuggled !== undefined) throw new AmbiguousError(smuggled.field, smuggled.name)
  return params
}

/** In a flat reply the signature stands among the fields. */
function withoutSign(fields: Fields, node: RawMember | undefined): Fields {
  if (node !== undefined) return fields
  const { sign: _, ...rest } = fields
  return rest
}
