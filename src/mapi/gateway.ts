/** Alipay's older gateway (mapi): flat parameters in the merchant's charset, XML replies that nobody signs. */
import { MessageError } from '../errors.ts'
import { checkReceiver } from '../gateway/check-receiver.ts'
import type { Client, ClientOptions, Gateway, Receiver, ReceiverOptions } from '../gateway/gateway.ts'
import type { Params } from '../message/params.ts'
import { confirmNotification } from './confirm.ts'
import { decodeReply, readXmlReply } from './xml.ts'

/** What only mapi's clients and receivers can be given. */
interface MapiAccount {
  /** The partner's number (合作身份者 ID): 16 digits, `2088002464631181`. */
  readonly partner: string
  /** The paying account's user id, where it is not the partner's own: `2088101117955611`. */
  readonly payUserId?: string | undefined
  /** The gateway's full URL; its production URL by default. `http` is allowed, for an emulator. */
  readonly endpoint?: string | undefined
  /**
   * Whether the gateway is asked if it sent a notification (`notify_verify`), after the signature verified and
   * before it is handled: `ask` (default), or `skip`, where the host may not send requests.
   */
  readonly confirm?: 'ask' | 'skip' | undefined
}

/** What `createMapi` takes to make a receiver. */
export interface MapiReceiverOptions extends MapiAccount, ReceiverOptions {}

/** What `createMapi` takes to make a client. */
export interface MapiClientOptions extends MapiAccount, ClientOptions {
  readonly endpoint?: string | undefined
}

/** Believes mapi's notifications. */
export interface MapiReceiver extends MapiAccount, Receiver<'mapi'> {}

/** Sends to mapi. Its replies are signed by nobody; only notifications can be believed. */
export interface MapiClient extends MapiAccount, Client<'mapi'> {
  readonly endpoint?: string | undefined
}

/**
 * Makes a client, or without a `signer` a receiver that only listens.
 *
 * @example createMapi({ partner, signer: md5(key), verifier: md5(key), charset: gbk })
 * @throws {TypeError} for a partner or verifier that is missing, a charset that is none, or a name that is no option.
 */
export function createMapi(options: MapiClientOptions): MapiClient
export function createMapi(options: MapiReceiverOptions): MapiReceiver
export function createMapi(options: MapiReceiverOptions): MapiReceiver {
  if (typeof options?.partner !== 'string' || !/^\d{16}$/.test(options.partner)) {
    throw new TypeError('partner is missing, or is not the 16 digits of a partner number')
  }
  checkReceiver(options, 'partner payUserId confirm', 'md5(key)')
  return { gateway, ...options }
}

/** The production gateway. */
const ENDPOINT = 'https://mapi.alipay.com/gateway.do'

const gateway: Gateway<'mapi'> = {
  name: 'mapi',
  endpoint: ENDPOINT,
  keywords:
    'service partner _input_charset sign sign_type notify_url return_url out_trade_no subject body total_fee seller_id ' +
    'account_name batch_fee batch_no batch_num buyer_account_name detail_data email extend_param pay_date ' +
    // What notifications carry.
    'fail_details notify_id notify_time notify_type pay_account_no pay_user_id pay_user_name success_details',
  notifyReadings: [
    { omits: ['sign', 'sign_type'], empty: 'dropped' },
    { omits: ['sign', 'sign_type'], empty: 'kept' },
  ],
  notifyParts: 'body',
  ack: { done: 'success', again: 'fail' },

  signs: (name, api) => {
    if (name === 'sign' || api?.covers === 'nothing') return false
    return name !== 'sign_type' || api?.covers === 'with-sign-type'
  },

  envelope: (client: MapiClient, { api, fields, signType, charset, options }) => {
    const params = new Map([
      ['service', api.name],
      ['partner', client.partner],
    ])
    if (api.covers !== 'nothing') {
      params.set('_input_charset', charset.name)
      params.set('sign_type', signType)
      params.set('notify_url', options.notifyUrl ?? '')
      params.set('return_url', options.returnUrl ?? '')
    }
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) params.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    return params
  },

  carry: (params, api) => {
    const pairs = [...params]
    if (api.covers === 'nothing') return { method: 'GET', query: pairs, body: [], encoding: 'form' }
    // The gateway decodes the body by the charset that it finds in the URL.
    const query = pairs.filter(([name]) => name === '_input_charset')
    return { method: 'POST', query, body: pairs, encoding: 'form' }
  },

  signsReplies: () => false,

  openReply: (_receiver, { bytes, contentType, charset }, api) => {
    const text = decodeReply(bytes, contentType, charset)
    return {
      signed: bytes,
      refusal: false,
      read: () => (api.covers === 'nothing' ? readPlainAnswer(text, api.name) : readXmlReply(text, api.name)),
    }
  },

  judge: ({ is_success, error, answer }) => {
    const reason = typeof error === 'string' && error !== '' && error !== 'SUCCESS' ? error : undefined
    return { accepted: answer !== undefined || (is_success === 'T' && reason === undefined), reason }
  },

  account: (receiver: MapiReceiver) => receiver.partner,
  // A batch names the account that pays, other notifications the one that is paid.
  isOurs: ({ partner, payUserId = partner }: MapiReceiver, params) =>
    (params.get('pay_user_id') ?? params.get('seller_id')) === payUserId,
  isSellers: () => true,
  // The document's own sample has another page's notify_type, so that the fields tell.
  isType: (params, { decides }) => decides.every(name => params.has(name)),
  confirm: async (receiver: MapiReceiver, params: Params) => {
    if (receiver.confirm !== 'skip')
      await confirmNotification(receiver, receiver.endpoint ?? ENDPOINT, params)
  },
  notifyId: params => params.get('notify_id') ?? '',
}

function readPlainAnswer(text: string, subject: string): { answer: string } {
  const answer = text.trim()
  if (/^(?:true|false|invalid)$/.test(answer)) return { answer }
  throw new MessageError(`${subject}: the answer is none of true, false and invalid`)
}
