/**
 * Requires an option to be one of its choices: where callers are held by no compiler, a misspelt one would be taken
 * for the default, and every signature be wrong.
 *
 * @throws {TypeError} for any other value, which it does not repeat: it may be a key that came to the wrong place.
 */
export function requireChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value)) throw new TypeError(`${name} must be one of: ${choices.join(', ')}`)
}
