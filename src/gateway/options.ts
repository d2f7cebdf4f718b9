/** What a call can be given beside its input. */
export interface CallOptions {
  /** Where the gateway posts its notifications: an http or https URL, at most 256 characters. */
  readonly notifyUrl?: string | undefined
  /** Where the payer's browser is sent afterwards: an http or https URL, at most 256 characters. */
  readonly returnUrl?: string | undefined
  /** The token of the merchant on whose behalf a third party calls (应用授权). */
  readonly appAuthToken?: string | undefined
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined
  /**
   * The total in milliseconds, repeats of a read included: above 0, at most 2147483647; 15,000 unless the client
   * says otherwise.
   */
  readonly timeout?: number | undefined
  /**
   * Fields that the schema does not know yet, merged deeply after the check, arrays replaced. A name that
   * the schema knows is refused here.
   */
  readonly extra?: ExtraFields | undefined
}

/** Fields beyond the schema. */
export interface ExtraFields {
  /** Merged into the business fields. */
  readonly business?: Readonly<Record<string, unknown>> | undefined
  /** Merged into the common parameters. */
  readonly common?: Readonly<Record<string, string>> | undefined
}
