import { KeyError } from '../errors.ts'

/**
 * The platform's WebCrypto.
 *
 * @throws {KeyError} where there is none: browsers keep it from pages that anybody on the way may alter.
 */
export function subtle(): SubtleCrypto {
  const found = globalThis.crypto?.subtle
  if (found === undefined) {
    throw new KeyError(
      'WebCrypto is missing: in a browser the page must be served over https or from localhost',
    )
  }
  return found
}
