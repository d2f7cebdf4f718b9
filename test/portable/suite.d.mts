/** One thing that must hold. It fails by throwing. */
export interface Case {
  readonly name: string
  run(): unknown
}

/** Where the cases run. */
export interface Place {
  /** What the platform cannot do: names of `limits.mjs`. */
  readonly limits: readonly string[]
  /** URL of the gateway on loopback that the cases send to. */
  readonly gateway: string
}

/** The cases for a library, which is given as its doors. */
export default function suite(library: Readonly<Record<string, object>>, place: Place): Case[]
