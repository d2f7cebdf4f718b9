/** AES content encryption against OpenSSL and the official SDK. */
import { execFileSync } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { aes } from '../../src/aes/index.ts'
import { createAlipay, tradePay, tradeQuery } from '../../src/alipay/index.ts'
import {
  execute,
  GatewayError,
  KeyError,
  MessageError,
  rsa2Signer,
  rsa2Verifier,
  SignatureError,
  SigningError,
} from '../../src/index.ts'
import { gatewayPublicKey, gatewaySign } from '../support/gateway-key.ts'
import { appId, appKeys, otherKeys } from '../support/keys.ts'
import { mustBeHere } from '../support/must-be-here.ts'

const key128 = 'AAECAwQFBgcICQoLDA0ODw=='
const key256 = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='

/**
 * `printf %s TEXT | openssl enc -aes-128-cbc -K 000102030405060708090a0b0c0d0e0f -iv 0 -base64 -A`, and with
 * `-aes-256-cbc -K 0001…1f` (OpenSSL 3.0).
 */
const vectors = [
  { key: key128, text: '{}', ciphertext: 'XjROMe16mC4WGbUXWRQLQA==' },
  { key: key128, text: '{"a":"12345678"}', ciphertext: 'JwGUE0yDnejOv702GMGG7RsaoOvOMnoHg5jMKy98q6M=' },
  { key: key128, text: '{"subject":"咖啡 😀"}', ciphertext: 'H6s9MT69Vs/wxgM9wknGKZc2V71QbJJBG7wrnPYuLUo=' },
  { key: key256, text: '{"subject":"咖啡 😀"}', ciphertext: 'g099ZFvF/6PjjJYj2/UN6gbpi+/TEo68teBwPNBDzZ0=' },
]

describe('against OpenSSL', () => {
  test.each(vectors)('$text', async ({ key, text, ciphertext }) => {
    expect(await aes(key).encrypt(text)).toBe(ciphertext)
    expect(await aes(key).decrypt(ciphertext)).toBe(text)
  })

  test('an OpenSSL of today says the same', () => {
    const version = (): string => execFileSync('openssl', ['version'], { encoding: 'utf8' })
    try {
      version()
    } catch {
      if (mustBeHere) throw new Error('openssl is missing (apt-get install openssl)')
      return console.info('openssl is missing, so only its recorded vectors are checked')
    }
    for (const { key, text, ciphertext } of vectors) {
      const hex = Buffer.from(key, 'base64').toString('hex')
      const args = ['enc', `-aes-${hex.length * 4}-cbc`, '-K', hex, '-iv', '0'.repeat(32), '-base64', '-A']
      expect(execFileSync('openssl', args, { input: text, encoding: 'utf8' })).toBe(ciphertext)
    }
  })
})

describe.each([
  ['128 bits', key128],
  ['256 bits', key256],
])('the official SDK, %s', (_, encryptKey) => {
  const endpoint = 'http://127.0.0.1:1/gateway.do'
  const sdk = new AlipaySdk({
    appId,
    privateKey: appKeys.pkcs8,
    alipayPublicKey: otherKeys.spki,
    keyType: 'PKCS8',
    endpoint,
    gateway: endpoint,
    camelcase: false,
    encryptKey,
  })
  const bizContent = { out_trade_no: 'ORDER-1', subject: '咖啡 & "tea" 😀', total_amount: '88.88' }

  test('its ciphertext decrypts, and ours is what it sends', async () => {
    const url = sdk.pageExec('alipay.trade.page.pay', 'GET', { bizContent, needEncrypt: true }) as string
    const sent = new URL(url).searchParams
    const text = JSON.stringify(bizContent)
    expect(sent.get('encrypt_type')).toBe(aes(encryptKey).type)
    expect(JSON.parse(await aes(encryptKey).decrypt(sent.get('biz_content') ?? ''))).toEqual(bizContent)
    expect(await aes(encryptKey).encrypt(text)).toBe(sent.get('biz_content'))
  })

  test('ours decrypts there', async () => {
    for (const text of ['{}', JSON.stringify(bizContent), JSON.stringify({ long: 'é'.repeat(5000) })]) {
      expect(sdk.aesDecrypt(await aes(encryptKey).encrypt(text))).toBe(text)
    }
  })
})

describe('what was not encrypted with the key', () => {
  const cipher = aes(key128)
  let genuine: string
  beforeAll(async () => {
    genuine = await cipher.encrypt('{"buyer_logon_id":"someone"}')
  })
  const raw = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const flip = (at: number): string => {
    const bytes = Buffer.from(genuine, 'base64')
    bytes[at] = (bytes[at] as number) ^ 1
    return raw(bytes)
  }

  test('is refused with one error, whatever is wrong with it', async () => {
    const bad = {
      'another key': await aes(Buffer.alloc(16, 7).toString('base64')).encrypt('{}'),
      'wrong padding': flip(31),
      'not UTF-8': encryptBytes(Uint8Array.of(0x22, 0xff, 0x22)),
      'not JSON': encryptBytes(new TextEncoder().encode('{"a":1')),
      'another first block': flip(0),
      'cut in a block': raw(Buffer.from(genuine, 'base64').subarray(0, 31)),
      'cut between blocks': raw(Buffer.from(genuine, 'base64').subarray(0, 16)),
      empty: '',
      'not base64': '@@@@',
      'plain text': '{"buyer_logon_id":"someone"}',
    }
    const told = new Set<string>()
    for (const [what, ciphertext] of Object.entries(bad)) {
      const error = await cipher.decrypt(ciphertext).then(
        () => undefined,
        (thrown: Error) => thrown,
      )
      expect(error, what).toBeInstanceOf(MessageError)
      expect(error?.cause, what).toBeUndefined()
      expect(Object.getOwnPropertyNames(error).sort()).toEqual(
        ['code', 'message', 'name', 'outcome', 'stack', 'tooLarge'].sort(),
      )
      told.add(error?.message ?? '')
    }
    expect([...told]).toEqual(['the content was not encrypted with the configured AES key, or is damaged'])
  })

  /** Encrypts any bytes, as only somebody with the key could. */
  function encryptBytes(bytes: Uint8Array): string {
    const cipher = createCipheriv('aes-128-cbc', Buffer.from(key128, 'base64'), Buffer.alloc(16))
    return Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64')
  }
})

describe('a key', () => {
  test.each<[string, unknown, RegExp]>([
    ['of 192 bits', Buffer.alloc(24).toString('base64'), /24 bytes/],
    ['in hex', '000102030405060708090a0b0c0d0e0f', /is it hex/],
    ['too short', Buffer.alloc(15).toString('base64'), /15 bytes/],
    ['too long', Buffer.alloc(33).toString('base64'), /33 bytes/],
    ['empty', '', /found: 0 bytes/],
    ['that is no base64', 'shared-key of ours', /not base64/],
    ['that is undefined', undefined, /not base64/],
    ['that is an RSA key', appKeys.pkcs8, /not base64/],
  ])('%s is a KeyError at once', (_, key, words) => {
    expect(() => aes(key as string)).toThrow(KeyError)
    expect(() => aes(key as string)).toThrow(words)
    if (typeof key === 'string' && key !== '') {
      expect(() => aes(key)).not.toThrow(key)
    }
  })

  test('with a line end after it is read', async () => {
    expect(await aes(`${key128}\n`).encrypt('{}')).toBe(vectors[0]?.ciphertext)
  })
})

describe('a client with a content key', () => {
  const cipher = aes(key128)
  /** Answers as Alipay does: the node is the ciphertext in quotes, which is what is signed. */
  const answering = (write: (node: string) => Promise<string> | string) => {
    const sent: URLSearchParams[] = []
    const fetch = async (request: Request): Promise<Response> => {
      const params = new URLSearchParams(await request.text())
      for (const [name, value] of new URL(request.url).searchParams) params.set(name, value)
      sent.push(params)
      return new Response(await write(`${params.get('method')?.replaceAll('.', '_')}_response`))
    }
    const client = createAlipay({
      appId,
      signer: rsa2Signer(appKeys.pkcs8),
      verifier: rsa2Verifier(gatewayPublicKey),
      content: cipher,
      fetch,
    })
    return { sent, client }
  }
  const trade = { code: '10000', msg: 'Success', out_trade_no: 'ORDER-1', trade_status: 'TRADE_SUCCESS' }
  const encryptedNode = async (fields: object): Promise<string> =>
    // Java writes a slash in JSON as it is, PHP with a backslash; what is signed is what stands there.
    JSON.stringify(await cipher.encrypt(JSON.stringify(fields))).replaceAll('/', '\\/')
  const query = { out_trade_no: 'ORDER-1' }

  test('sends the business part encrypted, and reads the reply beneath its signature', async () => {
    const { sent, client } = answering(async node => {
      const text = await encryptedNode(trade)
      return `{"${node}":${text},"sign":"${gatewaySign(text)}"}`
    })
    expect(await execute(client, tradeQuery, query)).toMatchObject(trade)
    const [params] = sent
    expect(params?.get('encrypt_type')).toBe('AES')
    expect(JSON.parse(await cipher.decrypt(params?.get('biz_content') ?? ''))).toEqual(query)
    const { sign = '', ...signed } = Object.fromEntries(params ?? [])
    const text = Object.entries(signed)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(pair => pair.join('='))
      .join('&')
    expect(await rsa2Verifier(appKeys.spki).verify(new TextEncoder().encode(text), sign)).toBe(true)
  })

  test('a reply with one bit flipped is refused before it is decrypted', async () => {
    let decrypted = 0
    const counting = {
      ...cipher,
      decrypt: (text: string) => {
        decrypted++
        return cipher.decrypt(text)
      },
    }
    const { client } = answering(async node => {
      const text = await encryptedNode(trade)
      const flipped = text.replace(/[A-Y]/, char => String.fromCharCode(char.charCodeAt(0) + 1))
      return `{"${node}":${flipped},"sign":"${gatewaySign(text)}"}`
    })
    await expect(execute({ ...client, content: counting }, tradeQuery, query)).rejects.toThrow(SignatureError)
    expect(decrypted).toBe(0)
  })

  test('a signature over the ciphertext without its quotes is none', async () => {
    const { client } = answering(async node => {
      const text = await encryptedNode(trade)
      return `{"${node}":${text},"sign":"${gatewaySign(text.slice(1, -1))}"}`
    })
    await expect(execute(client, tradeQuery, query)).rejects.toThrow(SignatureError)
  })

  test('an error reply may be plain', async () => {
    const refusal = '{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.decryption-error-unknown"}'
    const { client } = answering(() => `{"error_response":${refusal},"sign":"${gatewaySign(refusal)}"}`)
    const error = await execute(client, tradeQuery, query).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GatewayError)
    expect(error).toMatchObject({ verified: true, reason: 'isv.decryption-error-unknown' })
  })

  test('a genuine reply that does not decrypt leaves the outcome of a payment open, and shows nothing', async () => {
    const { client } = answering(async node => {
      const text = JSON.stringify(await aes(key256).encrypt(JSON.stringify(trade)))
      return `{"${node}":${text},"sign":"${gatewaySign(text)}"}`
    })
    const payment = { ...query, total_amount: '1.00', subject: 'Tea', scene: 'bar_code' } as const
    const error = await execute(client, tradePay, { ...payment, auth_code: '280000000000000000' }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(MessageError)
    expect(error).toMatchObject({ outcome: 'unknown' })
  })

  test('a content that cannot be encrypted is never sent', async () => {
    const { sent, client } = answering(() => '{}')
    const content = { ...cipher, encrypt: () => Promise.reject(new Error('no such key')) }
    await expect(execute({ ...client, content }, tradeQuery, query)).rejects.toThrow(SigningError)
    expect(sent).toEqual([])
  })
})
