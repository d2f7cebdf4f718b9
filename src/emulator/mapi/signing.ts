/** mapi's three signatures, over bytes in the request's charset. The text is the emulator's own. */
import { md5 } from '../../signature/md5.ts'
import type { Signer } from '../../signature/signer.ts'
import { encode } from '../charset.ts'
import { createVerify, type KeyPair } from '../signing.ts'
import type { MapiEmulatorPartner } from './surface.ts'

/** The names that may stand in `sign_type`. */
export type MapiSignType = 'MD5' | 'RSA' | 'DSA'

/** Whether a text names one of them; they must be in capitals (document 004, table 4-1). */
export function isMapiSignType(name: string): name is MapiSignType {
  return name === 'MD5' || name === 'RSA' || name === 'DSA'
}

/** What a partner and the gateway sign with; absent where one of them has no key for it. */
export interface Seal {
  verify(text: string, signature: string, charset: string): Promise<boolean>
  sign(text: string, charset: string): Promise<string>
}

/** Reads a partner's keys. */
export async function readSeals(
  { md5Key, publicKey, dsa }: MapiEmulatorPartner,
  keys: KeyPair,
  dsaSigner: Signer | undefined,
): Promise<ReadonlyMap<MapiSignType, Seal>> {
  const seals = new Map<MapiSignType, Seal>()
  if (md5Key !== undefined) {
    const digest = md5(md5Key)
    seals.set('MD5', {
      verify: async (text, signature, charset) => digest.verify(encode(text, charset), signature),
      sign: (text, charset) => digest.sign(encode(text, charset)),
    })
  }
  if (publicKey !== undefined) {
    const verify = await createVerify(publicKey)
    seals.set('RSA', {
      verify: (text, signature, charset) => verify(text, signature, 'RSA', charset),
      sign: (text, charset) => keys.sign(text, 'RSA', charset),
    })
  }
  if (dsa !== undefined && dsaSigner !== undefined) {
    seals.set('DSA', {
      verify: (text, signature, charset) => dsa.verify(encode(text, charset), signature),
      sign: (text, charset) => dsaSigner.sign(encode(text, charset)),
    })
  }
  return seals
}
