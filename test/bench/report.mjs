/** Tells a result twice: as a line to read, and to the process that gathers what is kept. */

/** Prints a line. */
export function tell(line) {
  console.log(line)
  process.send?.({ line })
}

/**
 * Prints a ratio that has to be reached, and whether it was.
 *
 * @param bound `{ atLeast }` or `{ atMost }`.
 */
export function hold(what, ratio, { atLeast, atMost }) {
  const reached = atLeast === undefined ? ratio <= atMost : ratio >= atLeast
  const wanted = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
  const verdict = reached ? 'reached' : 'NOT REACHED'
  console.log(`${what}: ${ratio.toFixed(2)}, ${wanted}: ${verdict}`)
  process.send?.({ target: { what, ratio: Number(ratio.toFixed(3)), wanted, reached } })
}
