import { SignatureError } from '../errors.ts'
import type { SignType, Verifier } from './signer.ts'
import { valueWords } from './value-words.ts'

/**
 * Verifies with whichever of several keys fits, during a change of keys.
 *
 * The keys are tried in the order given, the likeliest first. The event `key-matched` says which one it was, so
 * that the old one can go when it is no longer seen.
 *
 * @example anyOf(rsa2Verifier(newPublicKey), rsa2Verifier(oldPublicKey))
 * @throws {TypeError} when there is none, or where one of them is something else.
 */
export function anyOf(...verifiers: readonly Verifier[]): Verifier {
  if (verifiers.length === 0) throw new TypeError('anyOf needs a verifier: nothing is believed without one')
  const stray = verifiers.findIndex(verifier => typeof verifier?.verify !== 'function')
  if (stray >= 0) {
    throw new TypeError(
      `anyOf takes verifiers, such as rsa2Verifier(publicKey), one after another; found at position ${stray}: ` +
        valueWords(verifiers[stray]),
    )
  }
  const types: readonly SignType[] = [...new Set(verifiers.flatMap(({ types }) => types))]
  return {
    types,
    verify: async (message, signature, context = {}) => {
      let refusal: SignatureError | undefined
      for (const [position, verifier] of verifiers.entries()) {
        try {
          // One that is itself several would tell of its own positions.
          if (!(await verifier.verify(message, signature, { ...context, onMatch: undefined }))) continue
        } catch (error) {
          // A certificate that this one does not know may be no matter of the next one's.
          if (!(error instanceof SignatureError)) throw error
          refusal = error
          continue
        }
        context.onMatch?.(position)
        return true
      }
      if (refusal !== undefined) throw refusal
      return false
    },
  }
}
