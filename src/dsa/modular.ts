/** BigInt arithmetic as DSA needs it. None of it takes constant time; see {@link secretPower}. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

/** How many bits a positive number has. */
export function bitLength(number: bigint): number {
  return number.toString(2).length
}

/** The bytes of a number, most significant first. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${bytesToHex(bytes)}`)
}

/** A number in that many bytes, most significant first. */
export function bytesOf(number: bigint, length: number): Uint8Array {
  return hexToBytes(number.toString(16).padStart(2 * length, '0'))
}

/** `base ** exponent % modulus`, four bits of the exponent at a time. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n]
  for (let index = 1; index < 16; index++) powers.push(((powers[index - 1] as bigint) * base) % modulus)
  let result = 1n
  for (const digit of exponent.toString(16)) {
    for (let bit = 0; bit < 4; bit++) result = (result * result) % modulus
    result = (result * (powers[Number.parseInt(digit, 16)] as bigint)) % modulus
  }
  return result
}

/** `1 / number` for a prime modulus, by Fermat: the exponent is public. */
export function inverse(number: bigint, prime: bigint): bigint {
  return power(number, prime - 2n, prime)
}

/** A random number below `limit`, and not 0. */
export function randomBelow(limit: bigint): bigint {
  // Eight bytes more than needed, so that the remainder is as good as even.
  return (random(Math.ceil(bitLength(limit) / 8) + 8) % (limit - 1n)) + 1n
}

/**
 * `base ** secret % modulus` for a base of this order.
 *
 * A random multiple of the order is added to the exponent: its bits, and so the time, differ at each call.
 */
export function secretPower(base: bigint, secret: bigint, order: bigint, modulus: bigint): bigint {
  return power(base, secret + order * (random(8) | (1n << 63n)), modulus)
}

function random(length: number): bigint {
  return numberOf(crypto.getRandomValues(new Uint8Array(length)))
}
