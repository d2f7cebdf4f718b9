import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyPairKeyObjectResult,
} from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { convertKey, describeKey, type KeyDescription, type KeyKind } from '../../src/keys/index.ts'
import { damages } from './damages.ts'
import { bare, bytes, cryptoKey, keys, privateForms, publicForms, sizes, strangers } from './forms.ts'
import { expectNoMaterial, sources } from './material.ts'

describe.each(sizes)('a key of %i bits', bits => {
  test.each(sources)('as %s', (source, kind, format) => {
    const pem = keys[`rsa${bits}`][source]
    const expected = { kind, format, bits, damage: [] }
    expect(describeKey(pem)).toMatchObject({ ...expected, form: 'PEM' })
    expect(describeKey(bare(pem))).toMatchObject({ ...expected, form: 'bare base64' })
    expect(describeKey(bytes(pem))).toMatchObject({ ...expected, form: 'DER' })
    expect(describeKey(bytes(pem).buffer as ArrayBuffer)).toMatchObject({ ...expected, form: 'DER' })
    expectNoMaterial(describeKey(pem))
  })

  test('as a JWK, its JSON, and a CryptoKey', async () => {
    for (const half of ['private', 'public'] as const) {
      const pem = keys[`rsa${bits}`][half === 'private' ? 'pkcs8' : 'spki']
      const jwk = await convertKey(pem, 'jwk')
      const expected = { kind: half, bits, damage: [] }
      expect(describeKey(jwk)).toMatchObject({ ...expected, format: 'JWK', form: 'object' })
      expect(describeKey(JSON.stringify(jwk, null, 2))).toMatchObject({
        ...expected,
        format: 'JWK',
        form: 'JSON',
      })
      for (const extractable of [true, false])
        expect(describeKey(await cryptoKey(bits, half, extractable))).toMatchObject({
          ...expected,
          form: 'CryptoKey',
        })
    }
  })
})

test.each(damages)('damage: %s', (name, damage) => {
  for (const [source, kind, format] of sources) {
    const pem = keys.rsa2048[source]
    // Not every key ends in padding.
    if (damage(pem) === pem) continue
    const description = describeKey(damage(pem))
    expect(description).toMatchObject({ kind, format, bits: 2048, form: 'PEM' })
    expect(description.damage).toContain(name)
    const others = name === 'line breaks lost' ? ['spaces inside'] : []
    expect(description.damage.filter(other => other !== name && !others.includes(other))).toEqual([])
  }
})

const pemOf = (pair: KeyPairKeyObjectResult) => ({
  privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
})
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const sec1 = ec.export({ type: 'sec1', format: 'pem' }) as string
const sm2 = pemOf(generateKeyPairSync('ec', { namedCurve: 'SM2' }))
const dsa = pemOf(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }))
const pss = pemOf(generateKeyPairSync('rsa-pss', { modulusLength: 1024 }))
const { pkcs8, spki } = keys.rsa2048
const half = bare(pkcs8).length >> 1

test.each<[string, string, KeyKind, KeyDescription['form']?]>([
  ['an elliptic-curve key', strangers.ec, 'elliptic-curve key', 'PEM'],
  ['its public half', strangers.ecPublic, 'elliptic-curve key', 'PEM'],
  ['the same, bare', bare(strangers.ecPublic), 'elliptic-curve key', 'bare base64'],
  ['an elliptic-curve key of SEC 1', sec1, 'elliptic-curve key', 'PEM'],
  ['the same, bare', bare(sec1), 'elliptic-curve key', 'bare base64'],
  [
    'the same with its parameters',
    `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${sec1}`,
    'elliptic-curve key',
    'PEM',
  ],
  ['an Ed25519 key', strangers.ed25519, 'elliptic-curve key', 'PEM'],
  ['an SM2 key', sm2.privateKey, 'SM2 key', 'PEM'],
  ['a public SM2 key', bare(sm2.publicKey), 'SM2 key', 'bare base64'],
  ['a DSA key', dsa.privateKey, 'DSA key', 'PEM'],
  ['a public DSA key', bare(dsa.publicKey), 'DSA key', 'bare base64'],
  ['a DSA key of old', 'MBICAQACAQECAQECAQECAQECAQE=', 'DSA key', 'bare base64'],
  ['an RSA-PSS key', pss.privateKey, 'RSA-PSS key', 'PEM'],
  ['a certificate', strangers.certificate, 'certificate', 'PEM'],
  ['the same, bare', bare(strangers.certificate), 'certificate', 'bare base64'],
  ['two certificates', strangers.certificate.repeat(2), 'certificate', 'PEM'],
  ['a certificate request', strangers.request, 'certificate request', 'PEM'],
  ['the same, bare', bare(strangers.request), 'certificate request', 'bare base64'],
  ['an old label of it', strangers.request.replaceAll('CERT', 'NEW CERT'), 'certificate request', 'PEM'],
  ['an encrypted key', strangers.encrypted, 'encrypted private key', 'PEM'],
  ['the same, bare', bare(strangers.encrypted), 'encrypted private key', 'bare base64'],
  ['an encrypted PKCS#1 key', strangers.encryptedTraditional, 'encrypted private key', 'PEM'],
  [
    'an OpenSSH key',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----',
    'OpenSSH key',
    'PEM',
  ],
  ['an OpenSSH public key', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB user@host', 'OpenSSH key'],
  ['a PKCS#12 file', 'MBICAQMwDQYLKoZIhvcNAQcBoAA=', 'PKCS#12 file', 'bare base64'],
  ['a key cut after a quarter', bare(pkcs8).slice(0, half & ~3), 'truncated key', 'bare base64'],
  ['a key cut anywhere', bare(pkcs8).slice(0, half | 1), 'truncated key', 'bare base64'],
  ['a public key cut', spki.slice(0, 200), 'truncated key', 'PEM'],
  ['a key with a stray character', pkcs8.replace(/(?<=MII.{9})./, '*'), 'damaged key', 'PEM'],
  ['a key with an ellipsis', `${bare(pkcs8).slice(0, 200)}…${bare(pkcs8).slice(-40)}`, 'damaged key'],
  ['a key with an invisible character', bare(spki).replace(/(?<=^.{80})/, '\u200b'), 'damaged key'],
  ['a pair', `${pkcs8}${spki}`, 'several keys', 'PEM'],
  ['a key twice, bare', bare(spki).repeat(2), 'several keys', 'bare base64'],
  ['a key twice, bare and padded', bare(pkcs8).repeat(2), 'several keys', 'bare base64'],
  ['a page', '<!DOCTYPE html>\r\n<html lang="en"><body>Sign in</body></html>', 'html'],
  ['an XML document', '<?xml version="1.0"?><alipay/>', 'html'],
  ['a file name', './keys/private.pem', 'file name'],
  ['a file name without an ending', '/etc/keys/private', 'file name'],
  ['a file name of Windows', 'C:\\keys\\app', 'file name'],
  ['a bare file name', '应用私钥2048.txt', 'file name'],
  ['a shared key', 'MIIEvg0123456789abcdefghijklmnop', 'shared key'],
  ['an empty text', '', 'empty'],
  ['white space and quotes', ' "\\n" ', 'empty'],
  ['an application number', '2021000000000001', 'unknown'],
  ['prose', 'the private key is in the safe', 'unknown'],
  ['JSON of something else', '{"private_key":1}', 'unknown'],
  ['broken JSON', '{"kty":', 'unknown'],
  ['base64 of an empty SEQUENCE', 'MAA=', 'unknown', undefined],
])('%s', (_, text, kind, form) => {
  const description = describeKey(text)
  expect(description.kind).toBe(kind)
  expect(description.form).toBe(form)
  expect(description.format).toBeUndefined()
  expect(description.bits).toBeUndefined()
  if (!text.includes('\u200b'))
    expect(description.damage.filter(name => name !== 'footer missing')).toEqual([])
  expect(description.advice).toMatch(/^[A-Z].+\.$/)
  expectNoMaterial(description)
})

describe('what is no text', () => {
  test.each<[string, unknown, KeyKind]>([
    ['undefined', undefined, 'unknown'],
    ['null', null, 'unknown'],
    ['a number', 5, 'unknown'],
    ['an object', {}, 'unknown'],
    ['no bytes', new Uint8Array(), 'unknown'],
    ['a JWK of an elliptic curve', { kty: 'EC', crv: 'P-256' }, 'unknown'],
    ['a private JWK without primes', { kty: 'RSA', n: 'AQ', e: 'AQAB', d: 'AQ' }, 'unknown'],
    ['a JWK of nonsense', { kty: 'RSA', n: 5, e: '?' }, 'public'],
    ['the DER of a truncated key', bytes(pkcs8).subarray(0, 500), 'truncated key'],
    ['DER whose inside is cut', bytes(spki).fill(0x30, 4, 30), 'damaged key'],
    ['a promise', Promise.resolve(pkcs8), 'promise'],
    ["a key pair of Node's", pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 })), 'key pair'],
    ['a private KeyObject', createPrivateKey(pkcs8), 'KeyObject'],
    ['a public KeyObject', createPublicKey(spki), 'KeyObject'],
    ['an array', [pkcs8], 'unknown'],
  ])('%s', (_, value, kind) => {
    const description = describeKey(value as never)
    expect(description.kind).toBe(kind)
    expectNoMaterial(description)
  })
})

describe('the advice', () => {
  test('says where each half belongs', () => {
    expect(describeKey(pkcs8).advice).toMatch(/rsa2Signer.*secret/)
    expect(describeKey(spki).advice).toMatch(/应用公钥.*支付宝公钥.*rsa2Verifier.*fingerprint/)
  })

  test('says how a key is taken out of what holds it', () => {
    expect(describeKey(Promise.resolve() as never).advice).toMatch(/await/)
    expect(describeKey({ privateKey: pkcs8, publicKey: spki } as never).advice).toMatch(
      /privateKey to rsa2Signer.*应用公钥.*支付宝公钥/,
    )
    expect(describeKey(createPrivateKey(pkcs8) as never).advice).toMatch(/key\.export\(/)
  })

  test('warns of short keys, of PKCS#1 at the console, and of JSON', () => {
    expect(describeKey(keys.rsa1024.spki).advice).toMatch(/With 1024 bits/)
    expect(describeKey(spki).advice).not.toMatch(/bits|spki-base64/)
    expect(describeKey(keys.rsa2048.pkcs1Public).advice).toMatch(/convertKey\(key, 'spki-base64'\)/)
    expect(describeKey('{ "kty": "RSA", "n": "AQAB", "e": "AQAB" }').advice).toMatch(/JSON\.parse/)
  })
})

test('every form that convertKey writes is recognised as that form', async () => {
  const formats = { pkcs8: 'PKCS#8', pkcs1: 'PKCS#1', spki: 'SPKI', jwk: 'JWK' }
  for (const [form] of [...privateForms(2048), ...publicForms(2048)]) {
    const { format, damage } = describeKey(await convertKey(pkcs8, form))
    expect(format).toBe(formats[form.split('-')[0] as keyof typeof formats])
    expect(damage).toEqual([])
  }
})
