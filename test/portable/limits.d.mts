export const NO_WEBCRYPTO: string
export const NO_LONG_KEYS: string
export const OLD_GB18030: string

/** What this platform cannot do, by these names. */
export function limitsHere(): Promise<string[]>
