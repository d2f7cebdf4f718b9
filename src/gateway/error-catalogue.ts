/**
 * What a gateway's error codes mean, what to do, and what they say of the money.
 *
 * A meaning is written once, for every API that answers the code. Each API then lists its codes by what they
 * say of the money there, and overrides a meaning where it has its own.
 */
import type { Outcome } from '../errors.ts'

/**
 * What to do about an error.
 *
 * - `repeat`: send the same request again after a pause.
 * - `query-first`: ask by a query what happened, before anything else.
 * - `give-up`: the same request fails again until something is changed.
 */
export type Retry = 'repeat' | 'query-first' | 'give-up'

/**
 * How sure an explanation is.
 *
 * - `documented`: the gateway's documents say what the code means and what to do.
 * - `inferred`: they say what it means; the remedy follows from that.
 * - `guessed`: they hold the code alone, and its meaning is read from its name.
 */
export type Basis = 'documented' | 'inferred' | 'guessed'

/** One row of a catalogue. */
export interface ErrorRow {
  /** Whose code it is: an API's, the `gateway`'s own, or what your server answers in an `spi`. */
  readonly of: string
  /** The gateway's code; absent where there is none or none is documented. Example: `40004`. */
  readonly code?: string | undefined
  /** The detailed code; absent where the row is about `code` alone. Example: `ACQ.TRADE_NOT_EXIST`. */
  readonly reason?: string | undefined
  /** What happened, as a sentence. Example: `There is no such order.`. */
  readonly meaning: string
  /** What to do about it, in a sentence or two. Example: `Check the number that you asked for.`. */
  readonly remedy: string
  /** Whether to send it again; absent where it is no error. Example: `give-up`. */
  readonly retry?: Retry | undefined
  /**
   * Whether money may have moved for this number, by this call or by an earlier identical one, if the code is
   * genuine; absent where it is no error. Example: `untouched`.
   */
  readonly money?: Outcome | undefined
  /** How sure that is. Example: `documented`. */
  readonly basis: Basis
}

/** What is known of an error. */
export interface ErrorExplanation {
  /** All of it in at most 300 characters, to show or to log. It never holds what the gateway wrote. */
  readonly sentence: string
  /** What happened, as a sentence. Example: `There is no such order.`. */
  readonly meaning: string
  /** What to do about it, in a sentence or two. Example: `Check the number that you asked for.`. */
  readonly remedy: string
  /** Whether to send it again. Example: `give-up`. */
  readonly retry: Retry
  /**
   * What the code says of the money, if it is genuine. The error's own `outcome` weighs also whether the
   * refusal was signed: where the two differ, believe `unknown`. Example: `untouched`.
   */
  readonly money: Outcome
  /** How sure that is. Example: `documented`. */
  readonly basis: Basis
}

/** What is needed of a `GatewayError`. */
export interface ExplainableError {
  /** Begins with the API's name. Example: `alipay.trade.query was refused: 40004 ACQ.TRADE_NOT_EXIST`. */
  readonly message?: string | undefined
  /** The gateway's code. Example: `40004`. */
  readonly gatewayCode?: string | undefined
  /** The detailed code. Example: `ACQ.TRADE_NOT_EXIST`. */
  readonly reason?: string | undefined
}

/** What is needed of an `Api`. */
export interface ExplainableApi {
  /** Its name on the wire. Example: `alipay.trade.query`. */
  readonly name: string
  /** Whether it only reads. Example: `true`. */
  readonly reads?: boolean | undefined
}

/** What happened, what to do, and whether to send it again: `give-up` unless it says otherwise. */
export type Meaning = readonly [meaning: string, remedy?: string, retry?: Retry]

/** What codes mean. */
export type Meanings = Readonly<Record<string, Meaning>>

/** Which codes an API answers, separated by white space. */
export interface ApiCodes {
  /** Those after which surely no money moved, by this call or by an earlier identical one. */
  readonly untouched?: string
  /** Those after which that cannot be told. */
  readonly unknown?: string
  /** Whether it only reads. */
  readonly reads?: true
  /** Whether it changes something that is no money, such as a file or a token. */
  readonly moneyless?: true
  /** The API that tells what became of it. */
  readonly query?: string
  /** What codes mean here, where they mean something else than elsewhere or ask for something else. */
  readonly own?: Meanings
}

/** The codes of some APIs. */
export interface ErrorTable {
  /** What is documented with its remedy. */
  readonly documented?: Meanings
  /** What is documented without a remedy. */
  readonly inferred?: Meanings
  /** What is read from the name alone. */
  readonly guessed?: Meanings
  /** The APIs, by their names on the wire. */
  readonly apis?: Readonly<Record<string, ApiCodes>>
}

/** A gateway's whole catalogue. */
export interface GatewayErrors {
  /** The gateway's name in a sentence. */
  readonly gateway: string
  /** Whether an API of this name, not among those below, may be the gateway's. */
  owns(name: string): boolean
  /** The code that stands beside an API's own detailed codes. */
  readonly business?: string
  /** The gateway's own detailed codes by its code (empty where none is documented); a code itself where alone. */
  readonly common: Readonly<Record<string, string>>
  readonly tables: readonly ErrorTable[]
  /** What stands among the codes and is no error. */
  readonly answers?: readonly ErrorRow[]
  /** Undoes differences of spelling, so that two spellings of one code become the same text. */
  fold?(code: string): string
}

interface Entry {
  readonly code: string
  readonly meaning: string
  readonly remedy: string
  readonly retry: Retry
  readonly basis: Basis
}

interface ApiEntries {
  readonly codes: ApiCodes
  readonly entries: ReadonlyMap<string, { entry: Entry; money: Outcome }>
}

/** A catalogue that is ready to be asked. */
export interface ErrorBook extends Pick<GatewayErrors, 'gateway' | 'owns' | 'business' | 'answers'> {
  fold(code: string): string
  readonly entries: ReadonlyMap<string, Entry>
  /** The gateway's own codes: under which code each stands. */
  readonly common: ReadonlyMap<string, string>
  readonly apis: ReadonlyMap<string, ApiEntries>
}

/** The gateway's codes for what it refuses before any business is done; the reader of replies has the same. */
const REFUSED_AT_THE_DOOR = ['40001', '40002', '40003', '40005', '40006', '20001']

const UNTOLD = "Read the gateway's own words (subMsg), or ask its support."

/** Opens a catalogue when it is first asked for, and keeps it: importing it builds nothing. */
export function errorBook(catalogue: () => GatewayErrors): () => ErrorBook {
  let book: ErrorBook | undefined
  return () => {
    book ??= open(catalogue())
    return book
  }
}

function open({ tables, common, fold = code => code, ...rest }: GatewayErrors): ErrorBook {
  const entries = new Map<string, Entry>()
  for (const { documented = {}, inferred = {}, guessed = {} } of tables) {
    for (const [basis, meanings] of Object.entries({ documented, inferred, guessed })) {
      for (const [code, meaning] of Object.entries(meanings)) {
        entries.set(fold(code), entryOf(code, meaning, basis as Basis))
      }
    }
  }
  const apis = tables.flatMap(table => Object.entries(table.apis ?? {}))
  return {
    ...rest,
    fold,
    entries,
    common: new Map(Object.entries(common).flatMap(([code, list]) => split(list).map(one => [one, code]))),
    apis: new Map(apis.map(([name, codes]) => [name, { codes, entries: entriesOf(codes, entries, fold) }])),
  }
}

function entryOf(code: string, [meaning, remedy = UNTOLD, retry = 'give-up']: Meaning, basis: Basis): Entry {
  return { code, meaning, remedy, retry, basis }
}

function entriesOf(
  { untouched = '', unknown = '', own = {} }: ApiCodes,
  shared: ReadonlyMap<string, Entry>,
  fold: (code: string) => string,
): ApiEntries['entries'] {
  const listed = new Map<string, { entry: Entry; money: Outcome }>()
  const overrides = new Map(Object.entries(own))
  for (const [money, list] of Object.entries({ untouched, unknown })) {
    for (const code of split(list)) {
      const entry = shared.get(fold(code))
      if (entry === undefined) continue
      const override = overrides.get(code)
      listed.set(fold(code), {
        entry: override ? entryOf(code, override, entry.basis) : entry,
        money: money as Outcome,
      })
    }
  }
  return listed
}

function split(list: string): string[] {
  return list.split(/\s+/).filter(Boolean)
}

/** Every row of a catalogue. */
export function errorRows(book: ErrorBook): readonly ErrorRow[] {
  const own = [...book.apis].flatMap(([of, { codes, entries }]) =>
    [...entries.values()].map(({ entry, money }) => {
      const { code: reason, meaning, basis } = entry
      const code = book.common.get(reason) ?? (/^is[vp]\./.test(reason) ? undefined : book.business)
      return { of, code, reason, meaning, ...advise(entry, { money, ...codes, origin: 'api' }), money, basis }
    }),
  )
  const common = [...book.common].flatMap(([reason, code]) => {
    const entry = book.entries.get(reason)
    if (entry === undefined) return []
    const { meaning, remedy, retry, basis } = entry
    const keys = { code: code || undefined, reason: reason === code ? undefined : reason }
    return [{ of: 'gateway', ...keys, meaning, remedy, retry, money: atTheDoor(code), basis }]
  })
  return [...own, ...common, ...(book.answers ?? [])]
}

function atTheDoor(code: string | undefined): Outcome {
  return REFUSED_AT_THE_DOOR.includes(code ?? '') ? 'untouched' : 'unknown'
}

/** Says what an error means and what to do; `undefined` for a code that the catalogue lacks. */
export function explain(
  book: ErrorBook,
  error: ExplainableError,
  api: ExplainableApi | undefined,
): ErrorExplanation | undefined {
  const name = api?.name ?? /^[\w.]*\w/.exec(error.message ?? '')?.[0] ?? ''
  const codes = book.apis.get(name)?.codes ?? {}
  const found = find(book, error, name)
  if (found === undefined) return undefined
  const { entry, origin } = found
  const reads = api?.reads ?? codes.reads ?? false
  const sure = origin !== 'api' && reads ? 'untouched' : found.money
  const money = atTheDoor(error.gatewayCode) === 'untouched' ? 'untouched' : sure
  const { remedy, retry } = advise(entry, { ...codes, reads, money, origin })
  const { code, meaning } = entry
  const basis = origin === 'elsewhere' && entry.basis === 'documented' ? 'inferred' : entry.basis
  const sentence = [
    `${origin === 'gateway' ? book.gateway : name}: ${code}.`,
    meaning,
    remedy,
    ...(basis === 'guessed' ? ['(Its meaning is read from its name.)'] : []),
    ...(money === 'unknown' && !codes.moneyless ? [OF_THE_MONEY[retry]] : []),
  ].join(' ')
  return { sentence, meaning, remedy, retry, money, basis }
}

/** Who says what the code means: the API's own table, the gateway's, or only the tables of other APIs. */
type Origin = 'api' | 'gateway' | 'elsewhere'

function find(
  book: ErrorBook,
  { gatewayCode, reason }: ExplainableError,
  name: string,
): { entry: Entry; money: Outcome; origin: Origin } | undefined {
  // What an error says in detail decides; its code only where there is no detail.
  const key = book.fold(reason || gatewayCode || '')
  const own = book.apis.get(name)?.entries.get(key)
  if (own) return { ...own, origin: 'api' }
  const entry = book.entries.get(key)
  if (entry === undefined) return undefined
  const under = book.common.get(key)
  if (under !== undefined) return { entry, money: atTheDoor(gatewayCode || under), origin: 'gateway' }
  return book.owns(name) ? { entry, money: 'unknown', origin: 'elsewhere' } : undefined
}

interface Context extends Pick<ApiCodes, 'moneyless' | 'query'> {
  readonly money: Outcome
  readonly origin: Origin
  readonly reads?: boolean
}

/** What was asked decides too: a read may be repeated, and a write must not be on a guess. */
function advise(
  { remedy, retry, basis }: Entry,
  { money, origin, reads, moneyless, query }: Context,
): { remedy: string; retry: Retry } {
  if (reads || moneyless || money === 'untouched') {
    return { remedy, retry: retry === 'query-first' && origin !== 'api' ? 'give-up' : retry }
  }
  const told = basis !== 'guessed' && (origin === 'api' || (origin === 'gateway' && retry === 'give-up'))
  if (told && retry !== 'query-first') return { remedy, retry }
  return {
    remedy: `${query ? `Ask ${query}` : 'Query'} first what became of it. ${remedy}`,
    retry: 'query-first',
  }
}

const OF_THE_MONEY: Readonly<Record<Retry, string>> = {
  'query-first': 'Money may have moved, or may still move.',
  'give-up': 'This call moved no money, but an earlier one of the same number may have: query it.',
  repeat: 'Money may have moved; the same request again does not move it twice.',
}
