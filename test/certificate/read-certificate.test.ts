/** A certificate in every form in which it is handed out, and what else is pasted in its place. */
import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { certificateSn, readCertificates } from '../../src/certificate/index.ts'
import { KeyError } from '../../src/index.ts'
import { secretsIn } from '../house/secrets.ts'
import { appKeys } from '../support/keys.ts'
import jdk from './vectors.json' with { type: 'json' }

const [{ pem, sn }, { pem: second }] = jdk.vectors as [(typeof jdk.vectors)[0], (typeof jdk.vectors)[0]]
const base64 = pem.replace(/-----.*?-----|\s/g, '')
const der = Buffer.from(base64, 'base64')

test.each<[string, string | Uint8Array | ArrayBuffer]>([
  ['PEM', pem],
  ['PEM with CRLF', pem.replaceAll('\n', '\r\n')],
  ['PEM in one line, with literal \\n', pem.replaceAll('\n', '\\n')],
  ['PEM in quotes of a shell', `"${pem}"`],
  ['PEM after a description', `Bag Attributes\n  friendlyName: x-y\nsubject=CN = a-b\n${pem}`],
  ['PEM after a private key', `${appKeys.pkcs8}\n${pem}`],
  ['X509 CERTIFICATE', pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
  ['base64', base64],
  ['base64 in lines', base64.replace(/.{76}/g, '$&\r\n')],
  ['DER', new Uint8Array(der)],
  ['DER as ArrayBuffer', new Uint8Array(der).buffer],
  ["the text of Node's X509Certificate", new X509Certificate(pem).toString()],
])('%s', (_, input) => {
  const read = readCertificates(input)
  expect(read).toHaveLength(1)
  expect(certificateSn(input)).toBe(sn)
  expect(Buffer.from(read[0]?.publicKey ?? [])).toEqual(
    new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' }),
  )
})

test('several keep their order, and one that was read is taken again', () => {
  const both = readCertificates(`${second}\n${pem}`)
  expect(both.map(certificateSn)).toEqual([jdk.vectors[1]?.sn, sn])
  expect(readCertificates(both[1] as never)).toEqual([both[1]])
})

test.each<[string, unknown, RegExp]>([
  ['nothing', '', /empty/],
  ['undefined', undefined, /undefined/],
  ['null', null, /null/],
  ['a number', 7, /number/],
  ['a number that is no length', -1, /number/],
  ['a promise', Promise.resolve(pem), /a promise; await it/],
  ["Node's X509Certificate", new X509Certificate(pem), /X509Certificate of Node's; pass its toString\(\)/],
  ['a private key', appKeys.pkcs8, /private key/],
  ['a public key', appKeys.spki, /public key/],
  ['a file name', './alipayRootCert.crt', /file name/],
  ['a page', '<!doctype html><html></html>', /HTML/],
  ['a request', '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----', /request/],
  [
    'half of one',
    `-----BEGIN CERTIFICATE-----\n${base64.slice(0, 400)}\n-----END CERTIFICATE-----`,
    /part missing/,
  ],
  ['one with a byte after its end', Buffer.concat([der, Buffer.of(0)]), /is a part missing/],
  [
    'a good one, then half of one',
    `${pem}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`,
    /found/,
  ],
])('%s is refused, and named', (_, input, words) => {
  let error: unknown
  try {
    readCertificates(input as string)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(KeyError)
  expect((error as KeyError).message).toMatch(words)
  expect(secretsIn(`${(error as KeyError).message} ${JSON.stringify(error)}`)).toEqual([])
})

test('any byte cut off or changed is read otherwise or refused with a KeyError, never with another error', () => {
  let refused = 0
  for (let at = 0; at < der.length; at++) {
    const changed = new Uint8Array(der)
    changed[at] = (changed[at] as number) ^ 0xff
    for (const bytes of [changed, new Uint8Array(der.subarray(0, at))]) {
      try {
        readCertificates(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(KeyError)
        refused++
      }
    }
  }
  expect(refused).toBeGreaterThan(der.length)
})
