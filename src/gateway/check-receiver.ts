/** What makes a client or receiver → nothing, or a TypeError before anything is signed or believed. */
import { printable } from '../message/form.ts'
import type { ClientOptions } from './gateway.ts'

/** What every gateway takes; `gateway` itself comes with a client that is spread into another. */
const OPTIONS =
  'verifier charset fetch now timeout maxBytes ignore candidates content onEvent signer endpoint explain gateway'

/**
 * Checks the options of a client or receiver.
 *
 * @param own the options of this gateway alone, separated by spaces.
 * @param verifierOf how to make a verifier, to be shown where there is none.
 * @throws {TypeError} for a verifier that is missing, a charset that is none, or a name that is no option.
 */
export function checkReceiver(options: Partial<ClientOptions>, own: string, verifierOf: string): void {
  const { verifier, charset } = options
  if (typeof verifier?.verify !== 'function') {
    throw new TypeError(
      `verifier is missing, or is none: ${verifierOf} makes one. Nothing is believed without it`,
    )
  }
  if (charset !== undefined && typeof charset?.encode !== 'function')
    throw new TypeError("charset is none: give gbk of 'zhifu/gbk', not its name")
  const known = `${OPTIONS} ${own}`.split(' ')
  const stranger = Object.keys(options).find(name => !known.includes(name))
  if (stranger === undefined) return
  throw new TypeError(
    `${printable(stranger)} is not an option here; notifyUrl and the like go with each call`,
  )
}
