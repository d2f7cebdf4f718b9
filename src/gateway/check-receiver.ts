/** What makes a client or receiver → nothing, or a TypeError before anything is signed or believed. */
import { printable } from '../message/form.ts'
import type { ClientOptions } from './gateway.ts'

/** What every gateway takes; `gateway` itself comes with one client that is spread into another. */
const OPTIONS =
  'verifier charset fetch now timeout maxBytes ignore candidates content onEvent signer endpoint explain gateway'

const FUNCTIONS = ['fetch', 'now', 'onEvent', 'explain'] as const

/**
 * Checks the options of a client or receiver.
 *
 * @param own the options of this gateway alone, separated by spaces.
 * @param verifierOf how to make a verifier, to be shown where there is none.
 * @throws {TypeError} for a verifier that is missing, a name that is no option, or a value of the wrong kind.
 */
export function checkReceiver(options: Partial<ClientOptions>, own: string, verifierOf: string): void {
  const { verifier, signer, charset } = options
  if (typeof verifier?.verify !== 'function') {
    throw new TypeError(
      `verifier is missing, or is none: ${verifierOf} makes one. Nothing is believed without it`,
    )
  }
  if (signer !== undefined && typeof signer?.sign !== 'function')
    throw new TypeError('signer is none: rsa2Signer(appPrivateKey) or md5(key) makes one')
  if (charset !== undefined && typeof charset?.encode !== 'function')
    throw new TypeError("charset must be utf8 of 'zhifu' or gbk of 'zhifu/gbk', not a name")
  for (const name of FUNCTIONS) {
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw new TypeError(`${name} must be a function`)
  }
  const known = `${OPTIONS} ${own}`.split(' ')
  const stranger = Object.keys(options).find(name => !known.includes(name))
  if (stranger === undefined) return
  throw new TypeError(
    `${printable(stranger)} is no option of a client or receiver. notifyUrl and the like are given with each call, after its input`,
  )
}
