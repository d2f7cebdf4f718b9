/** What a value is that can be no key, in words that follow "found:"; never the value. */
export function valueWords(value: unknown): string {
  if (value === undefined) return 'undefined (an unset environment variable?)'
  if (Array.isArray(value)) return 'an array'
  return 'then' in Object(value)
    ? 'a promise; await it'
    : `a value of type ${value === null ? value : typeof value}`
}
