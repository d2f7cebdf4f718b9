import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { KeyError, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { convertKey, describeKey, type KeyForm, publicKeyOf } from '../../src/keys/index.ts'
import { damages } from '../keys/damages.ts'
import { bare, bytes, keys, privateForms, sizes } from '../keys/forms.ts'
import { expectNoMaterial, sources } from '../keys/material.ts'
import { property } from './property.ts'

const forms = privateForms(1024).map(([form]) => form)
const size = fc.constantFrom(...sizes)
const source = fc.constantFrom(...sources)
const damage = fc.subarray([...damages.keys()])
const damaged = (pem: string, chosen: readonly number[]): string =>
  chosen.reduce((text, index) => (damages[index] as (typeof damages)[0])[1](text), pem)

describe('a key', () => {
  property(
    'comes out whole, whatever damage it took on its way',
    [size, source, damage],
    async (bits, [name], chosen) => {
      const pem = keys[`rsa${bits}`][name]
      const form: KeyForm = name === 'pkcs1Public' ? 'pkcs1-pem' : `${name}-pem`
      expect(await convertKey(damaged(pem, chosen), form)).toBe(pem)
      expect(await publicKeyOf(damaged(pem, chosen))).toBe(keys[`rsa${bits}`].spki)
    },
  )

  const privateForm = fc.constantFrom(...forms.filter(form => !form.startsWith('spki')))
  property(
    'ends where it began, through any chain of forms',
    [fc.array(privateForm, { maxLength: 4 })],
    async chain => {
      let key: Parameters<typeof convertKey>[0] = keys.rsa1024.pkcs1
      for (const form of chain) key = await convertKey(key, form)
      expect(await convertKey(key, 'pkcs1-pem')).toBe(keys.rsa1024.pkcs1)
    },
  )

  const pkcs8 = bytes(keys.rsa1024.pkcs8)
  const place = fc.nat(pkcs8.length - 1)
  const change = fc.integer({ min: 1, max: 255 })
  property(
    'with a byte changed is converted or is a KeyError',
    [place, change, fc.constantFrom(...forms)],
    async (at, flip, form) => {
      const spoiled = pkcs8.with(at, (pkcs8[at] as number) ^ flip)
      const result = await convertKey(spoiled, form).catch((error: unknown) => error)
      if (result instanceof Error) expect(result).toBeInstanceOf(KeyError)
    },
  )

  property(
    'is described as what the library reads it as, whatever its damage',
    [size, source, damage],
    (bits, [name, kind, format], chosen) => {
      const text = damaged(keys[`rsa${bits}`][name], chosen)
      const description = describeKey(text)
      expect(description).toMatchObject({ kind, format, bits })
      expectNoMaterial(description)
      expect(() => (kind === 'private' ? rsa2Signer : rsa2Verifier)(text)).not.toThrow()
    },
  )

  property('with a byte changed is described, and nothing of it told', [place, change], (at, flip) => {
    const spoiled = pkcs8.with(at, (pkcs8[at] as number) ^ flip)
    expectNoMaterial(describeKey(spoiled))
    expectNoMaterial(describeKey(Buffer.from(spoiled).toString('base64')))
  })
})

const words = [
  '-----BEGIN ',
  '-----END ',
  'RSA ',
  'PRIVATE KEY',
  '-----',
  'MII',
  '\\n',
  '\r\n',
  '=',
  '"',
  '{"kty":',
]
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.base64String(),
  fc.array(fc.oneof(fc.constantFrom(...words), fc.string(), fc.base64String())).map(parts => parts.join('')),
  fc.nat(bare(keys.rsa2048.pkcs8).length).map(end => bare(keys.rsa2048.pkcs8).slice(0, end)),
)
property(
  'any text, bytes or object is described, and nothing of it told',
  [fc.oneof(text, fc.uint8Array(), fc.anything())],
  input => {
    const description = describeKey(input as never)
    expect(description.advice).toMatch(/\.$/)
    expectNoMaterial(description)
  },
)
