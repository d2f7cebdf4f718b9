/**
 * DSA for the gateway that still takes it, on runtimes that do not: no WebCrypto has DSA.
 *
 * On timing: BigInt arithmetic does not take constant time. So the nonce is blinded with fresh random numbers
 * wherever it is computed with: a multiple of q is added before the power, and its inverse is taken of a
 * random multiple. Time then tells of the random numbers, and measuring one message again and again averages
 * nothing out. What remains is what single operations on the key and the nonce tell whoever shares the machine
 * closely enough to measure them. If that may happen, sign elsewhere: a `Signer` of your own can ask an HSM.
 * Verifying works on public numbers only.
 *
 * That p and q are prime is not checked, since it is slow: keys are taken from their owner, not from strangers.
 *
 * @module
 */
export { type DsaOptions, dsaSigner, dsaVerifier } from './dsa.ts'
export type { DsaKeyInput } from './dsa-key.ts'
