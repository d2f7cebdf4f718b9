/** What happens in a campaign, drawn from one seed before anything runs. */

/** An order and what becomes of it. */
export interface PlannedTrade {
  /** `T0001`. */
  readonly number: string
  /** In yuan: `88.88`. */
  readonly amount: string
  /** Its payment comes, or it is closed unpaid. */
  readonly isPaid: boolean
  /** Partial refunds, in yuan, in their order. */
  readonly refunds: readonly string[]
  /** Whether it is declared final at last. */
  readonly isFinished: boolean
}

export type Forgery = 'amount' | 'status' | 'another key' | 'another number' | 'unsigned'

/** What the network does to a notification's first delivery. */
export interface Mishap {
  /** How long it is under way, in milliseconds. */
  readonly delay: number
  /** Whether its answer is lost, so that the gateway repeats. */
  readonly isAnswerLost: boolean
  /** Further deliveries of the same bytes: how much later each comes, in milliseconds. */
  readonly copies: readonly number[]
  /** Forgeries made of it. */
  readonly forgeries: readonly Forgery[]
}

/** A shop process that is killed. */
export interface Kill {
  /** After so many deliveries. */
  readonly after: number
  readonly shop: number
}

export interface Plan {
  readonly seed: number
  readonly trades: readonly PlannedTrade[]
  /** By the notification's name: `T0001 paid`. */
  readonly mishaps: ReadonlyMap<string, Mishap>
  readonly kills: readonly Kill[]
  readonly shops: number
}

/** How large a campaign is. */
export interface Size {
  readonly trades: number
  /** All deliveries of the plan: first ones, copies and forgeries. What the gateway repeats comes on top. */
  readonly deliveries: number
  readonly kills: number
  readonly shops: number
}

export const FULL: Size = { trades: 2000, deliveries: 10_000, kills: 40, shops: 3 }
export const SHORT: Size = { trades: 60, deliveries: 300, kills: 4, shops: 3 }

const FORGERIES: readonly Forgery[] = ['amount', 'status', 'another key', 'another number', 'unsigned']

/** Numbers from 0 up to but not including 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The names of the notifications that a trade leads to, each once. */
export function notificationsOf({ number, isPaid, refunds, isFinished }: PlannedTrade): string[] {
  return [
    'waiting',
    ...(isPaid ? ['paid'] : ['closed']),
    ...refunds.map((_, index) => `refunded R${index + 1}`),
    ...(isFinished ? ['finished'] : []),
  ].map(event => `${number} ${event}`)
}

/** Draws a plan. */
export function makePlan(seed: number, size: Size): Plan {
  const random = seeded(seed)
  const below = (limit: number): number => Math.floor(random() * limit)

  const trades = Array.from({ length: size.trades }, (_, index): PlannedTrade => {
    const cents = 100 + below(100_000)
    const isPaid = random() < 0.95
    const parts = isPaid && random() < 0.4 ? 1 + below(3) : 0
    return {
      number: `T${String(index + 1).padStart(5, '0')}`,
      amount: yuan(cents),
      isPaid,
      // Of a hundred parts of the amount at most ninety-nine: never all of it, which would close the trade.
      refunds: Array.from({ length: parts }, () => yuan(Math.floor(cents / 100) * (1 + below(33)))),
      isFinished: isPaid && random() < 0.15,
    }
  })

  const names = trades.flatMap(notificationsOf)
  const forgeries = Math.floor(size.deliveries / 20)
  const copies = size.deliveries - names.length - forgeries
  if (copies < 0) throw new RangeError('there are more notifications than deliveries')
  const drawn = new Map(names.map(name => [name, { copies: [] as number[], forgeries: [] as Forgery[] }]))
  const any = () =>
    drawn.get(names[below(names.length)] as string) as { copies: number[]; forgeries: Forgery[] }
  for (let left = copies; left > 0; left--) any().copies.push(random() < 0.5 ? 0 : below(400))
  for (let left = forgeries; left > 0; left--)
    any().forgeries.push(FORGERIES[below(FORGERIES.length)] as Forgery)
  const mishaps = new Map(
    [...drawn].map(([name, more]) => [
      name,
      { ...more, delay: random() < 0.5 ? 0 : below(60), isAnswerLost: random() < 0.05 },
    ]),
  )

  const kills = Array.from({ length: size.kills }, () => ({
    after: 1 + below(size.deliveries),
    shop: below(size.shops),
  })).sort((one, other) => one.after - other.after)
  return { seed, trades, mishaps, kills, shops: size.shops }
}

function yuan(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
