/** What goes wrong between a merchant and a gateway, on demand: where the outcome of a call is unknown. */

/**
 * What goes wrong with a call:
 *
 * - `request-lost`: the request never arrives; nothing happens; the connection fails.
 * - `reply-lost`: it is done, but the reply never arrives; the connection fails.
 * - `reply-late`: it is done at once, but the reply comes only after some real time.
 * - `unavailable-before`: `20000 isp.unknow-error`, and nothing happened.
 * - `unavailable-after`: `20000 isp.unknow-error`, and yet it was done.
 *
 * To the merchant the first two look the same, and so do the last two: only a query tells them apart.
 */
export type FaultKind = (typeof KINDS)[number]

const KINDS = ['request-lost', 'reply-lost', 'reply-late', 'unavailable-before', 'unavailable-after'] as const

/** Which calls a fault strikes. */
export interface FaultOptions {
  /** Only calls of this method: `alipay.trade.pay`. Calls of every method when absent. */
  readonly method?: string | undefined
  /** How many calls it strikes, 1 by default; the calls after them are left alone. */
  readonly times?: number | undefined
  /** How late the reply comes, in milliseconds of real time, for `reply-late`: 1000 by default. */
  readonly milliseconds?: number | undefined
}

/** A fault that was set up. */
export interface Fault {
  /** How many calls it has struck so far. */
  readonly struck: number
  /** Takes it away before its calls are used up. */
  end(): void
}

/** The ways of one call. */
export interface Course<Result> {
  /** Does what the call asks. */
  run(): Promise<Result>
  /** Says that the service is not available. */
  unavailable(): Promise<Result>
  /** Ends without an answer. `isDone` tells whether the call was done, which the merchant cannot see. */
  lost(error: TypeError, isDone: boolean): Promise<Result>
}

/** Faults that wait for their calls. */
export interface Faults {
  set(kind: FaultKind, options: FaultOptions): Fault
  /** Sends a call down its course, or beside it where a fault waits for it. */
  strike<Result>(method: string, signal: AbortSignal | undefined, course: Course<Result>): Promise<Result>
}

/** Makes the list of faults; `isMethod` says which methods a fault may name. */
export function createFaults(isMethod: (name: string) => boolean): Faults {
  const waiting = new Set<{ kind: FaultKind; method?: string; left: number; milliseconds: number }>()

  return {
    set(kind, { method, times = 1, milliseconds = 1000 }) {
      if (!KINDS.includes(kind)) throw new RangeError(`there is no fault ${kind}: ${KINDS.join(', ')}`)
      if (method !== undefined && !isMethod(method)) throw new RangeError(`there is no method ${method}`)
      if (!Number.isSafeInteger(times) || times < 1) throw new RangeError('times is a whole number from 1 on')
      if (!(milliseconds >= 0 && milliseconds <= MOST)) {
        throw new RangeError(`milliseconds is a number from 0 to ${MOST}`)
      }
      const fault = { kind, left: times, milliseconds, ...(method === undefined ? {} : { method }) }
      waiting.add(fault)
      return {
        get struck() {
          return times - fault.left
        },
        end: () => void waiting.delete(fault),
      }
    },
    async strike(method, signal, { run, unavailable, lost }) {
      const [fault] = [...waiting].filter(one => one.method === undefined || one.method === method)
      if (fault === undefined) return run()
      if (--fault.left === 0) waiting.delete(fault)
      if (fault.kind === 'request-lost') return lost(failed('the request'), false)
      if (fault.kind === 'unavailable-before') return unavailable()
      const result = await run()
      if (fault.kind === 'reply-lost') return lost(failed('the reply'), true)
      if (fault.kind === 'unavailable-after') return unavailable()
      await pause(fault.milliseconds, signal)
      return result
    },
  }
}

/** The longest time that timers take. */
const MOST = 2 ** 31 - 1

/** What `fetch` rejects with when a connection breaks. */
function failed(what: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(`the emulator lost ${what}, as it was told to`) })
}

/** Waits in real time; rejects at once, like `fetch`, when the caller no longer waits. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }, milliseconds)
    if (signal?.aborted) leave()
    else signal?.addEventListener('abort', leave, { once: true })
  })
}
