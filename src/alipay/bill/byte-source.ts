/** Bytes that are looked at before they are taken, however they were cut on their way. */

/** Gives the next bytes; nothing at the end. */
export type Pull = () => Promise<Uint8Array | undefined>

/** What is left to read of something that is read once. */
export interface ByteSource {
  /** The next bytes, still there afterwards: at least `least` of them, fewer only at the end. */
  peek(least: number): Promise<Uint8Array>
  /** Takes bytes that were looked at. */
  take(count: number): Uint8Array
}

/** Looks at what `pull` gives. */
export function byteSource(pull: Pull): ByteSource {
  let held: Uint8Array = new Uint8Array()
  return {
    peek: async least => {
      while (held.length < least) {
        const more = await pull()
        if (more === undefined) break
        held = held.length === 0 ? more : joined(held, more)
      }
      return held
    },
    take: count => {
      const taken = held.subarray(0, count)
      held = held.subarray(count)
      return taken
    },
  }
}

/** Two pieces as one. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}
