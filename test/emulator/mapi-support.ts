/** The partner's side of mapi: bytes by iconv-lite, signatures by node:crypto, also those of DSA. */
import { createHash, createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import iconv from 'iconv-lite'
import type {
  Emulator,
  EmulatorOptions,
  MapiEmulatorOptions,
  MapiEmulatorPartner,
} from '../../src/emulator/index.ts'
import type { Signer, Verifier } from '../../src/index.ts'
import { emulate, keys, pem, start, textOf } from './support.ts'

export const partner = '2088002464631181'
export const otherPartner = '2088101117955611'
export const email = 'biz_932@alitest.com'
export const accountName = '毛毛'
export const md5Key = 'abcdefghijklmnopqrstuvwxyz012345'
export const notify_url = 'http://merchant.test/notify'

type Params = Record<string, string>
export type SignType = 'MD5' | 'RSA' | 'DSA'

const pair = () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
/** The partner's DSA keys, and the gateway's. */
export const dsaKeys = pair()
export const gatewayDsaKeys = pair()

const P1363 = 'ieee-p1363'

export const dsaSigner = (key: KeyObject): Signer => ({
  type: 'DSA',
  sign: async bytes => createSign('sha1').update(bytes).sign({ key, dsaEncoding: P1363 }, 'base64'),
})

export const dsaVerifier = (key: KeyObject): Verifier => ({
  types: ['DSA'],
  verify: async (bytes, signature) =>
    // OpenSSL throws for another length, where a verifier is to say no.
    Buffer.from(signature, 'base64').length === 40 &&
    createVerify('sha1').update(bytes).verify({ key, dsaEncoding: P1363 }, signature, 'base64'),
})

export const md5Of = (bytes: Uint8Array, key = md5Key) =>
  createHash('md5').update(bytes).update(key).digest('hex')

/** What the partner signs with. */
const SIGN: Record<SignType, (bytes: Uint8Array) => string | Promise<string>> = {
  MD5: bytes => md5Of(bytes),
  RSA: bytes => createSign('RSA-SHA1').update(bytes).sign(keys.privateKey, 'base64'),
  DSA: bytes => dsaSigner(dsaKeys.privateKey).sign(bytes),
}

/** Whether the gateway's signature fits the bytes. */
export function isGateways(
  emulator: Emulator,
  type: string,
  bytes: Uint8Array,
  sign: string,
): boolean | Promise<boolean> {
  if (type === 'MD5') return md5Of(bytes) === sign
  if (type === 'DSA') return dsaVerifier(gatewayDsaKeys.publicKey).verify(bytes, sign)
  return createVerify('RSA-SHA1').update(bytes).verify(emulator.alipayPublicKey, sign, 'base64')
}

/** A partner with all three keys and the settings given, and another one with MD5 alone. */
export function emulateMapi(
  settings: Partial<MapiEmulatorPartner> = {},
  options: Partial<MapiEmulatorOptions> = {},
  more: Partial<EmulatorOptions> = {},
): Promise<Emulator> {
  const every = { md5Key, publicKey: pem(keys.publicKey), dsa: dsaVerifier(dsaKeys.publicKey) }
  return emulate({
    apps: [],
    mapi: {
      partners: [
        { partner, email, accountName, ...every, ...settings },
        { partner: otherPartner, email: 'other@alitest.com', accountName: 'Other', md5Key: 'another' },
      ],
      dsa: dsaSigner(gatewayDsaKeys.privateKey),
      ...options,
    },
    ...more,
  })
}

/** A transfer as it stands in `detail_data`. */
export const record = (
  serial: string,
  amount = '20.00',
  name = '常炜',
  account = `${serial}@example.com`,
  note = '',
) => [serial, account, name, amount, note].join('^')

/** The parameters of a batch of these records, its number and sum counted by hand in cents. */
export function batchOf(records: readonly string[], more: Params = {}): Params {
  const cents = records.map(one => Math.round(Number(one.split('^')[3]) * 100)).reduce((a, b) => a + b, 0)
  return {
    service: 'batch_trans_notify_no_pwd',
    partner,
    _input_charset: 'utf-8',
    sign_type: 'MD5',
    notify_url,
    account_name: accountName,
    email,
    batch_no: '20260101001',
    batch_num: String(records.length),
    batch_fee: (cents / 100).toFixed(2),
    pay_date: '20260101',
    detail_data: records.join('|'),
    ...more,
  }
}

/** iconv-lite's own gbk writes the euro sign as the one byte 80, which is Windows' way and not GBK's. */
export const bytesOf = (text: string, charset: string): Buffer =>
  iconv.encode(text, /^gbk$/i.test(charset) ? 'gb18030' : charset)

/** Percent-encodes each byte but letters and digits. */
export const encoded = (text: string, charset: string): string =>
  Array.from(bytesOf(text, charset), byte => {
    const char = String.fromCharCode(byte)
    return /[A-Za-z\d]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0')}`
  }).join('')

export const formOf = (params: Params, charset = params['_input_charset'] || 'utf-8'): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${encoded(value, charset)}`)
    .join('&')

/** Adds `sign`, over the bytes in the charset that the parameters name. */
export async function signed(params: Params, sign?: string): Promise<Params> {
  const bytes = bytesOf(textOf(params, ['sign', 'sign_type']), params['_input_charset'] || 'utf-8')
  const by = SIGN[(params['sign_type'] ?? '') as SignType] ?? SIGN.MD5
  return { ...params, sign: sign ?? (await by(bytes)) }
}

/** Posts as the document has it: the charset in the URL too. */
export function post(emulator: Emulator, params: Params): Promise<Response> {
  return emulator.fetch(
    new Request(`${emulator.mapi.gateway}?_input_charset=${params['_input_charset'] ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: formOf(params),
    }),
  )
}

export const get = (emulator: Emulator, params: Params): Promise<Response> =>
  emulator.fetch(new Request(`${emulator.mapi.gateway}?${formOf(params)}`))

/** The code in an answer's XML, taken out by its text. */
export async function errorIn(response: Response): Promise<string> {
  const text = await response.text()
  const [, success, error = text] =
    /^<\?xml version="1\.0" encoding="[\w-]+"\?>\n<alipay><is_success>([TF])<\/is_success><error>(\w+)<\/error><\/alipay>$/.exec(
      text,
    ) ?? []
  return (error === 'SUCCESS') === (success === 'T') ? error : `${success} with ${error}`
}

/** Signs, posts, and gives the code. */
export async function send(emulator: Emulator, params: Params): Promise<string> {
  return errorIn(await post(emulator, await signed(params)))
}

export const verifyNotify = async (emulator: Emulator, params: Params): Promise<string> =>
  (await get(emulator, { service: 'notify_verify', ...params })).text()

/** What a merchant received. */
export interface Received {
  readonly type: string
  /** The body as it stands on the wire. */
  readonly body: string
  /** Its parameters, read by iconv-lite. */
  readonly form: Params
  /** Minutes after the start, by the notification's own time. */
  readonly minutes: number
}

/** A merchant that answers as told and remembers what came. */
export function merchant(charset = 'utf-8', answer: () => Response = () => new Response('success')) {
  const received: Received[] = []
  const fetch = async (request: Request): Promise<Response> => {
    const body = await request.text()
    const form: Params = {}
    for (const pair of body.split('&')) {
      const [name = '', value = ''] = pair.split('=')
      const bytes = Buffer.from(
        value.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
      form[name] = iconv.decode(bytes, charset)
    }
    const sent = Date.parse(`${form['notify_time']?.replace(' ', 'T')}+08:00`)
    received.push({
      type: request.headers.get('content-type') ?? '',
      body,
      form,
      minutes: (sent - start.getTime()) / 60_000,
    })
    return answer()
  }
  return { received, fetch }
}
