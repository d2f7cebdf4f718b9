/** Virtual time: what is due happens in the order of its due time, and only when the clock is moved or asked. */

/** The emulator's clock and agenda. */
export interface Clock {
  /** The emulator's present moment. */
  now(): Date
  /** Puts a step on the agenda; `due` is in milliseconds since 1970. */
  schedule(due: number, step: () => void): void
  /** Lets `advance` wait for work that has been started. A failure of the work is swallowed. */
  track(work: Promise<void>): void
  /** Starts what is already due, without waiting for it. */
  catchUp(): void
  /** Moves on, step by step, and resolves when the work that this started has ended. */
  advance(milliseconds: number): Promise<void>
}

interface Step {
  readonly due: number
  readonly run: () => void
}

/** A clock that starts at the source's time and runs ahead of it by what it was advanced. */
export function createClock(source: () => Date): Clock {
  const agenda: Step[] = []
  const working = new Set<Promise<void>>()
  let ahead = 0
  /** Where an advance in progress stands; what happens meanwhile happens at that moment. */
  let held: number | undefined
  let last: Promise<void> = Promise.resolve()

  const time = () => held ?? source().getTime() + ahead

  function schedule(due: number, run: () => void): void {
    let low = 0
    let high = agenda.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((agenda[middle] as Step).due <= due) low = middle + 1
      else high = middle
    }
    agenda.splice(low, 0, { due, run })
  }

  function nextDue(until: number): Step | undefined {
    const [first] = agenda
    return first !== undefined && first.due <= until ? agenda.shift() : undefined
  }

  async function settled(): Promise<void> {
    while (working.size > 0) await Promise.all(working)
  }

  async function move(milliseconds: number): Promise<void> {
    held = time()
    const target = held + milliseconds
    await settled()
    for (let step = nextDue(target); step !== undefined; step = nextDue(target)) {
      held = Math.max(held, step.due)
      step.run()
      await settled()
    }
    held = undefined
    ahead += milliseconds
  }

  return {
    now: () => new Date(time()),
    schedule,
    track(work) {
      const quiet = work.catch(() => {}).finally(() => working.delete(quiet))
      working.add(quiet)
    },
    catchUp() {
      if (held !== undefined) return
      for (let step = nextDue(time()); step !== undefined; step = nextDue(time())) step.run()
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0 && milliseconds < Number.POSITIVE_INFINITY)) {
        throw new RangeError('advance takes milliseconds, zero or more')
      }
      // Two advances at once would tear the order of time apart: the second waits for the first.
      last = last.then(() => move(milliseconds))
      return last
    },
  }
}
