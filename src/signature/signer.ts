/** The names that travel in `sign_type`. A signer of your own may bring another. */
export type SignType = 'RSA2' | 'RSA' | 'MD5' | 'HMAC_SHA1' | 'DSA' | (string & {})

/**
 * Makes signatures. It may live elsewhere (KMS, HSM, a server): only the text's bytes are given to it.
 *
 * @example const kms: Signer = { type: 'RSA2', sign: async message => callKms(message) }
 */
export interface Signer {
  /** What it signs with, sent as `sign_type`. */
  readonly type: SignType
  /** Parameters that travel, and are signed, with every request: certificate serial numbers. */
  readonly params?: Readonly<Record<string, string>>
  /** Resolves to the text of `sign`: base64, or hex for MD5. */
  sign(message: Uint8Array): Promise<string>
}

/** What a message says beside its signature that helps to choose the key. */
export interface VerifyContext {
  /** The serial number of the certificate that the other side signed with, when it named one. */
  readonly certificateSn?: string | undefined
  /**
   * Whether it answers a request of ours, which no stranger can cause: a verifier may go to more trouble for it,
   * such as downloading a certificate.
   */
  readonly solicited?: boolean | undefined
  /** Told which of several keys fitted, by its position from 0; see `anyOf`. */
  readonly onMatch?: ((position: number) => void) | undefined
}

/** Checks signatures with the configured algorithm; what a message claims about itself is not asked. */
export interface Verifier {
  /** The `sign_type`s that it stands for. A message that names another is refused. */
  readonly types: readonly SignType[]
  /** Resolves to whether the signature is genuine; a malformed one is `false`. */
  verify(message: Uint8Array, signature: string, context?: VerifyContext): Promise<boolean>
}
