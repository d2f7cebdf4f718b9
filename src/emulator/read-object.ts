/** The members of a JSON object; none for an empty text, undefined for anything else. */
export function readObject(text: string): ReadonlyMap<string, unknown> | undefined {
  if (text === '') return new Map()
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? new Map(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}
