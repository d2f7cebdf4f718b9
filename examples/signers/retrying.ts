/**
 * Tries a signature again. That is safe where trying a payment again is not: a signature alone moves nothing, and
 * the request that carries it is sent once, after all this.
 */

/** How long and how often a signer elsewhere is asked. */
export interface Patience {
  /** How long one attempt may take, in milliseconds; 2,000 by default. */
  readonly timeout?: number | undefined
  /** How often it is asked again after a failure that may pass; 2 by default. */
  readonly retries?: number | undefined
  /** How requests are sent; the platform's `fetch` by default. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
}

/** The pause before the second attempt, in milliseconds; doubled before each later one. */
const PAUSE = 50

/**
 * Asks until an answer comes that is not a passing failure.
 *
 * @param request makes the request anew for each attempt, since a signed date in it may grow old.
 * @param passes whether an answer is a failure that may pass; HTTP status 429 and from 500 on otherwise.
 */
export async function patiently(
  { timeout = 2000, retries = 2, fetch = globalThis.fetch }: Patience,
  request: () => Promise<readonly [url: string, init: RequestInit]>,
  passes: (status: number, body: string) => boolean = status => status === 429 || status >= 500,
): Promise<{ readonly status: number; readonly body: string }> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= retries
    try {
      const [url, init] = await request()
      const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) })
      const answer = { status: response.status, body: await response.text() }
      if (last || !passes(answer.status, answer.body)) return answer
    } catch (error) {
      if (last) throw error
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE * 2 ** attempt))
  }
}
