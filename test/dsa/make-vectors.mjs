/**
 * Writes `test/vectors/dsa.json` with the openssl command, which shares no code with the library.
 *
 *     node test/dsa/make-vectors.mjs
 *
 * The keys are new at each run, and for tests only.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const dir = mkdtempSync(join(tmpdir(), 'vectors-'))
const openssl = (args, input) => execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'pipe'] })
const text = bytes => bytes.toString('ascii')
function file(name, data) {
  writeFileSync(join(dir, name), data)
  return join(dir, name)
}

const message =
  '_input_charset=gb2312&account_name=毛毛&batch_no=20080107001&detail_data=0315006^testture0002@126.com^常炜买家^20.00^hello'

/** r and s of a DER signature, as `openssl asn1parse` prints them, each filled up to the length of q. */
function p1363(der, qBits) {
  const numbers = [
    ...text(openssl(['asn1parse', '-inform', 'DER'], der)).matchAll(/INTEGER +:([\dA-F]+)/g),
  ].map(([, hex]) => hex.padStart(qBits / 4, '0'))
  if (numbers.length !== 2) throw new Error('no signature')
  return Buffer.from(numbers.join(''), 'hex')
}

function key([pBits, qBits]) {
  const parameters = openssl([
    ...['genpkey', '-genparam', '-algorithm', 'DSA'],
    ...['-pkeyopt', `dsa_paramgen_bits:${pBits}`, '-pkeyopt', `dsa_paramgen_q_bits:${qBits}`],
  ])
  const pkcs8 = openssl(['genpkey', '-paramfile', file('parameters.pem', parameters)])
  const traditional = openssl(['pkey', '-traditional'], pkcs8)
  const spki = openssl(['pkey', '-pubout'], pkcs8)
  const signatures = Object.fromEntries(
    ['SHA-1', 'SHA-256'].map(hash => {
      const digest = `-${hash.replace('-', '').toLowerCase()}`
      const der = openssl(['dgst', digest, '-sign', file('key.pem', pkcs8)], message)
      return [hash, { der: der.toString('base64'), 'ieee-p1363': p1363(der, qBits).toString('base64') }]
    }),
  )
  return {
    size: `${pBits}/${qBits}`,
    ...{ parameters: text(parameters), pkcs8: text(pkcs8), traditional: text(traditional), spki: text(spki) },
    signatures,
  }
}

const keys = [
  [1024, 160],
  [1024, 224],
  [2048, 224],
  [2048, 256],
  [3072, 256],
].map(key)
const [{ pkcs8, parameters }] = keys
const strangers = {
  encrypted: text(openssl(['pkcs8', '-topk8', '-passout', 'pass:test'], pkcs8)),
  encryptedTraditional: text(openssl(['dsa', '-aes128', '-passout', 'pass:test'], pkcs8)),
  withParameters: text(openssl(['dsaparam', '-genkey'], parameters)),
}
const vectors = {
  provenance: [
    text(openssl(['version'])).trim(),
    'openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -pkeyopt dsa_paramgen_q_bits:160 -out parameters.pem',
    'openssl genpkey -paramfile parameters.pem (pkcs8); openssl pkey -traditional; openssl pkey -pubout (spki)',
    'openssl dgst -sha1 -sign key.pem (der); openssl asn1parse -inform DER (ieee-p1363)',
  ],
  message,
  keys,
  strangers,
}
writeFileSync(new URL('../vectors/dsa.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`)
rmSync(dir, { recursive: true })
