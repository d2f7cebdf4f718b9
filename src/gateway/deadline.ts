/**
 * The end of waiting for somebody else: by time, or by the caller's signal.
 *
 * A timer that is cleared, not `AbortSignal.timeout`: that keeps the request alive until the time is over, and on
 * Deno the process, for as long as the platform's fetch listens.
 */
export interface Deadline {
  /** For the transport, to stop by. */
  readonly signal: AbortSignal
  /** Rejects when it comes; a transport that does not heed its signal must not hold the caller. */
  readonly reached: Promise<never>
  /** How it came; `undefined` before. */
  readonly failure: () => 'timeout' | 'aborted' | undefined
  /** To be called once nobody waits any more. */
  readonly release: () => void
}

/**
 * Sets a deadline.
 *
 * @param timeout in milliseconds, as a timer takes it.
 * @param caller ends the waiting too; it is not aborted yet.
 */
export function setDeadline(timeout: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController()
  const { signal } = controller
  let failure: 'timeout' | 'aborted' | undefined
  const reached = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const end = (how: 'timeout' | 'aborted') => (): void => {
    failure ??= how
    controller.abort()
  }
  const timer = setTimeout(end('timeout'), timeout)
  const onAbort = end('aborted')
  caller?.addEventListener('abort', onAbort, { once: true })
  return {
    signal,
    reached,
    failure: () => failure,
    release: () => {
      clearTimeout(timer)
      caller?.removeEventListener('abort', onAbort)
    },
  }
}
