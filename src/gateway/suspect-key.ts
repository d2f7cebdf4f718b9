/** Whose key a signature may have been made with, where there is evidence. Nothing is believed by it. */
import type { SignatureMistake } from '../errors.ts'
import type { Signer, Verifier } from '../signature/signer.ts'
import type { Receiver } from './gateway.ts'

/** A likely mistake, for programs and for people. */
export interface Suspicion {
  readonly diagnosis: SignatureMistake
  readonly message: string
}

/** Whether a verifier fits a signer; asked once for a pair, since a signer may be far away and cost money. */
const pairs = new WeakMap<Verifier, WeakMap<Signer, boolean>>()

/**
 * Finds out what is wrong with the configured key.
 *
 * @param fits whether the signature in question is genuine for a verifier.
 */
export async function suspectKey(
  { verifier, candidates, ...receiver }: Receiver & { readonly signer?: Signer },
  fits: (verifier: Verifier) => Promise<boolean>,
): Promise<Suspicion> {
  if (receiver.signer !== undefined && (await isPair(verifier, receiver.signer))) {
    return {
      diagnosis: 'own-public-key',
      message:
        "the configured public key is your own app's: the public half of your private key. The gateway's own (支付宝公钥) is needed",
    }
  }
  for (const [name, candidate] of Object.entries(candidates ?? {})) {
    if (await fits(candidate).catch(() => false)) {
      return {
        diagnosis: 'candidate-key',
        message: `it was signed with the key that is given as candidate "${name}"`,
      }
    }
  }
  return {
    diagnosis: 'not-verified',
    message:
      "it was forged or altered on its way, or the configured public key is not its signer's: your app's own, the sandbox's in place of production's or the other way round, another app's, or one that was rotated since",
  }
}

async function isPair(verifier: Verifier, signer: Signer): Promise<boolean> {
  const known = pairs.get(verifier) ?? new WeakMap<Signer, boolean>()
  pairs.set(verifier, known)
  const answer = known.get(signer)
  if (answer !== undefined) return answer
  // Who comes meanwhile does not wait for another's answer: where requests end alone (Workers) it may never come.
  known.set(signer, false)
  const fits = await signsFor(verifier, signer)
  known.set(signer, fits)
  return fits
}

async function signsFor(verifier: Verifier, signer: Signer): Promise<boolean> {
  // A shared key fits both sides by right.
  if (signer.type === 'MD5' || signer.type === 'HMAC_SHA1') return false
  const probe = new TextEncoder().encode('zhifu')
  try {
    return await verifier.verify(probe, await signer.sign(probe))
  } catch {
    return false
  }
}
