/** The parts of a key's DER that conversions and descriptions need, and DER as PEM. */
import { encodeBase64 } from '../signature/base64.ts'
import { readSequence } from '../signature/der.ts'

/** The PKCS#1 key inside PKCS#8 (its OCTET STRING) or inside SPKI (its BIT STRING). */
export function pkcs1Within(bytes: Uint8Array, outer: 'pkcs8' | 'spki'): Uint8Array | undefined {
  const parts = readSequence(bytes)
  // A BIT STRING begins with the number of its unused bits, which is none.
  return outer === 'pkcs8' ? parts?.[2]?.content : parts?.[1]?.content.subarray(1)
}

/** How many bits a modulus has, leading zeros not counted. */
export function bitLength(modulus: Uint8Array): number {
  const start = modulus.findIndex(byte => byte !== 0)
  if (start < 0) return 0
  return (modulus.length - start) * 8 - (Math.clz32(modulus[start] as number) - 24)
}

/** PEM as OpenSSL writes it: lines of 64 characters, a line end at the end (RFC 7468). */
export function pem(label: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
