/** Parameters as they stand on the wire: name → text. A Map, so that no name from outside meets a prototype. */
export type Params = ReadonlyMap<string, string>

/** One way to choose which parameters a signature covers; vendors' habits differ. */
export interface Reading {
  /** Names that are not signed. */
  readonly omits: readonly string[]
  /** Whether parameters without a value are part of the signed text. */
  readonly empty: 'kept' | 'dropped'
}

/** The parameters that count in one reading. */
export function countedParams(params: Params, { omits, empty }: Reading): Params {
  const counted = new Map<string, string>()
  for (const [name, value] of params) {
    if (!omits.includes(name) && (empty === 'kept' || value !== '')) counted.set(name, value)
  }
  return counted
}
