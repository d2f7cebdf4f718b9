/**
 * RSA keys: made, converted and told apart, on every runtime.
 *
 * @module
 */
export type { RsaJwk, RsaKeyInput, WebCryptoKey } from '../signature/rsa-key.ts'
export { type ConvertedKey, convertKey, type KeyForm, publicKeyOf } from './convert-key.ts'
export { describeKey, type KeyDescription } from './describe-key.ts'
export { fingerprint } from './fingerprint.ts'
export { type GeneratedKeys, type GenerateKeyOptions, generateKeyPair } from './generate-key-pair.ts'
export type { KeyDamage } from './key-damage.ts'
export type { KeyKind } from './key-kind.ts'
