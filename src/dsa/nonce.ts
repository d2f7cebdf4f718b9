/** The nonce of a signature, made from the key and the message: a repeated one would give the key away. */
import { hmac } from '@noble/hashes/hmac.js'
import { type CHash, concatBytes } from '@noble/hashes/utils.js'
import { bitLength, bytesOf, numberOf } from './modular.ts'

/** The first bits of a digest, as many as `q` has, as a number (bits2int of RFC 6979 section 2.3.2). */
export function leadingBits(digest: Uint8Array, q: bigint): bigint {
  const surplus = 8 * digest.length - bitLength(q)
  return numberOf(digest) >> BigInt(Math.max(0, surplus))
}

/** Gives the candidates of RFC 6979 section 3.2, one at each call. Almost always the first one serves. */
export function nonces(hash: CHash, q: bigint, x: bigint, digest: Uint8Array): () => bigint {
  const length = Math.ceil(bitLength(q) / 8)
  const seed = concatBytes(bytesOf(x, length), bytesOf(leadingBits(digest, q) % q, length))
  let key = new Uint8Array(hash.outputLen)
  let value = new Uint8Array(hash.outputLen).fill(1)
  const next = (...more: Uint8Array[]): void => {
    key = hmac(hash, key, concatBytes(value, ...more))
    value = hmac(hash, key, value)
  }
  next(Uint8Array.of(0), seed)
  next(Uint8Array.of(1), seed)
  return () => {
    for (;;) {
      let bits = new Uint8Array()
      while (bits.length < length) {
        value = hmac(hash, key, value)
        bits = concatBytes(bits, value)
      }
      const k = leadingBits(bits, q)
      next(Uint8Array.of(0))
      if (k > 0n && k < q) return k
    }
  }
}
