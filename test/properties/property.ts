import fc from 'fast-check'
import { test } from 'vitest'

const parameters = { numRuns: Number(process.env['FUZZ_RUNS']), seed: Number(process.env['FUZZ_SEED']) }

/** A test of something that holds for all values; `npm run fuzz` runs it 100,000 times. */
export function property<Values extends [unknown, ...unknown[]]>(
  name: string,
  values: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  holds: (...values: Values) => void | Promise<void>,
): void {
  test(name, () =>
    fc.assert(
      fc.asyncProperty<Values>(...values, async (...given) => holds(...given)),
      parameters,
    ),
  )
}

/** Text with everything that is hard: control characters, lone surrogates, emoji, syntax, and plain letters. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'&=%+?#;"\'\\{}[]:,<> \n\0aA0é支😀\ud83d') }),
)

/** Names, those that meet prototypes among them. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'out_trade_no',
    'total_amount',
    'sign',
  ),
  anyText,
)
