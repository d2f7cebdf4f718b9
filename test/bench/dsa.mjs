/**
 * DSA against OpenSSL by way of node:crypto, as ratios: how many times as long BigInt takes. A batch is signed
 * once and a notification verified once, so milliseconds are enough.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Bench } from 'tinybench'
import { dsaSigner, dsaVerifier } from '../../dist/dsa/index.js'
import { tell } from './report.mjs'

const vectors = JSON.parse(readFileSync(new URL('../vectors/dsa.json', import.meta.url), 'utf8'))
const message = new TextEncoder().encode(vectors.message)

for (const { size, pkcs8, spki, signatures } of vectors.keys) {
  const text = signatures['SHA-1']['ieee-p1363']
  const bytes = Buffer.from(text, 'base64')
  const signer = dsaSigner(pkcs8)
  const verifier = dsaVerifier(spki)
  const privateKey = { key: createPrivateKey(pkcs8), dsaEncoding: 'ieee-p1363' }
  const publicKey = { key: createPublicKey(spki), dsaEncoding: 'ieee-p1363' }
  if (!(await verifier.verify(message, text))) throw new Error('it does not verify')

  const bench = new Bench({ time: 400, warmupTime: 100 })
  bench
    .add('sign', () => signer.sign(message))
    .add('OpenSSL signs', () => sign('sha1', message, privateKey))
    .add('verify', () => verifier.verify(message, text))
    .add('OpenSSL verifies', () => verify('sha1', message, publicKey, bytes))
    .add('read a public key', () => dsaVerifier(spki))
  await bench.run()
  const [ours, theirs, check, theirCheck, reading] = bench.tasks.map(({ result }) => result.latency.p50)
  const row = (what, time, than) =>
    `${what} ${time.toFixed(2)} ms${than === undefined ? '' : ` (${(time / than).toFixed(1)} times OpenSSL's)`}`
  tell(
    `${size}: ${row('sign', ours, theirs)}, ${row('verify', check, theirCheck)}, ${row('read a key', reading)}`,
  )
}
