/** Keys built from their numbers, by the DER writer alone. */
import { BIT_STRING, der, INTEGER, OCTET_STRING, readDer, SEQUENCE } from '../../src/signature/der.ts'
import vectors from '../vectors/dsa.json' with { type: 'json' }

export const { keys, strangers, message } = vectors
export const bytes: Uint8Array = new TextEncoder().encode(message)
export const [small] = keys as [(typeof keys)[0]]

/** PEM without its header lines, as bytes. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64')
}

export interface Numbers {
  p: bigint
  q: bigint
  g: bigint
  x: bigint
  y: bigint
}

/** The numbers of a key in the traditional form, read off its DER. */
export function numbersOf(pem: string): Numbers {
  const [body] = readDer(derOf(pem)) ?? []
  const [, p, q, g, y, x] = (readDer(body?.content as Uint8Array) ?? []).map(({ content }) =>
    BigInt(`0x${Buffer.from(content).toString('hex')}`),
  )
  return { p, q, g, y, x } as Numbers
}

const ID_DSA = Uint8Array.of(6, 7, 42, 134, 72, 206, 56, 4, 1)

/** An INTEGER of a number that is not negative, in as few bytes as there can be. */
export function integer(number: bigint): Uint8Array {
  const hex = number.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return der(INTEGER, Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex'))
}

const algorithm = ({ p, q, g }: Numbers) =>
  der(SEQUENCE, ID_DSA, der(SEQUENCE, integer(p), integer(q), integer(g)))

export function pkcs8(numbers: Numbers): Uint8Array {
  return der(SEQUENCE, integer(0n), algorithm(numbers), der(OCTET_STRING, integer(numbers.x)))
}

export function spki(numbers: Numbers): Uint8Array {
  return der(SEQUENCE, algorithm(numbers), der(BIT_STRING, Uint8Array.of(0), integer(numbers.y)))
}

export function traditional({ p, q, g, y, x }: Numbers): Uint8Array {
  return der(SEQUENCE, ...[0n, p, q, g, y, x].map(integer))
}
