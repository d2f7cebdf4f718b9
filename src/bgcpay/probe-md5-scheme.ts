import { canonicalText } from '../message/canonical.ts'
import { utf8 } from '../message/charset.ts'
import { type Md5Options, md5 } from '../signature/md5.ts'

/** A way in which gateways like this one join a shared key and a text before MD5. */
export interface Md5Scheme {
  /** Its name, to tell people: `append`, `amp-key`, `prepend`, `sorted`. */
  readonly name: 'append' | 'amp-key' | 'prepend' | 'sorted'
  /** Whether `sign_type` is part of the text. */
  readonly signsType: boolean
  /** Whether empty parameters are part of the text. */
  readonly keepsEmpty: boolean
  /** What to give to `md5(key, options)`; absent for `sorted`, where the key stands among the parameters. */
  readonly options?: Md5Options
}

/** One signature that was seen, with the shared key that made it. */
export interface Md5Observation {
  /** The parameters, `sign` left out or not. */
  readonly params: Readonly<Record<string, string>>
  /** The shared key. */
  readonly key: string
  /** The signature that was seen, hex in either case. */
  readonly sign: string
}

/**
 * Finds out how a gateway joins its key to the text, from one signature that was seen: a check of a minute,
 * offline, for what the document leaves open.
 *
 * It is a tool for people. Nothing calls it at run time: verification accepts the configured scheme only.
 *
 * @returns the scheme that fits, or `undefined` when none of the known ones does.
 * @throws {KeyError} for an empty key.
 */
export async function probeMd5Scheme({ params, key, sign }: Md5Observation): Promise<Md5Scheme | undefined> {
  const hex = /[A-F]/.test(sign) ? 'upper' : 'lower'
  for (const signsType of [true, false]) {
    for (const keepsEmpty of [false, true]) {
      const counted = Object.entries(params).filter(
        ([name, value]) =>
          name !== 'sign' && (signsType || name !== 'sign_type') && (keepsEmpty || value !== ''),
      )
      const bytes = utf8.encode(canonicalText(new Map(counted)))
      for (const [name, join] of JOINS) {
        const options: Md5Options = { join, hex }
        if (await md5(key, options).verify(bytes, sign)) return { name, signsType, keepsEmpty, options }
      }
      const sorted = utf8.encode(canonicalText(new Map([...counted, ['key', key]])))
      if (await md5(key, { join: message => message }).verify(sorted, sign))
        return { name: 'sorted', signsType, keepsEmpty }
    }
  }
  return undefined
}

const JOINS: readonly (readonly [Exclude<Md5Scheme['name'], 'sorted'>, NonNullable<Md5Options['join']>])[] = [
  ['append', 'append'],
  ['amp-key', 'amp-key'],
  ['prepend', (message, key) => Uint8Array.of(...key, ...message)],
]
