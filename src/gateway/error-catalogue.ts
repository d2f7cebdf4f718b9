/**
 * What a gateway's error codes mean, what to do, and what they say of the money.
 *
 * A meaning is written once; an API lists its codes by what they say of the money, and overrides what differs.
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

/** What every row and every explanation says. */
interface Said {
  /** What happened, as a sentence. Example: `There is no such order.`. */
  readonly meaning: string
  /** What to do about it, in a sentence or two. Example: `Check the number that you asked for.`. */
  readonly remedy: string
  /** How sure that is. Example: `documented`. */
  readonly basis: Basis
}

/** One row of a catalogue. */
export interface ErrorRow extends Said {
  /** Whose code it is: an API's, the `gateway`'s own, or what your server answers in an `spi`. */
  readonly of: string
  /** The gateway's code; absent where there is none or none is documented. Example: `40004`. */
  readonly code?: string | undefined
  /** The detailed code; absent where the row is about `code` alone. Example: `ACQ.TRADE_NOT_EXIST`. */
  readonly reason?: string | undefined
  /** Whether to send it again; absent where it is no error. Example: `give-up`. */
  readonly retry?: Retry | undefined
  /**
   * Whether money may have moved for this number, by this call or by an earlier identical one, if the code is
   * genuine; absent where it is no error. Example: `untouched`.
   */
  readonly money?: Outcome | undefined
}

/** What is known of an error. */
export interface ErrorExplanation extends Said {
  /** All of it in at most 300 characters, to show or to log. It never holds what the gateway wrote. */
  readonly sentence: string
  /** Whether to send it again. Example: `give-up`. */
  readonly retry: Retry
  /** What the code says of the money, if it is genuine: where the error's `outcome` differs, believe `unknown`. */
  readonly money: Outcome
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

/** What codes mean: what happened, what to do, and whether to send it again, `give-up` unless said. */
export type Meanings = Readonly<Record<string, Meaning>>
type Meaning = readonly [meaning: string, remedy?: string | undefined, retry?: Retry]

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
  /** How to learn what became of it. Example: `Ask alipay.trade.query`. */
  readonly learn?: string
  /** The gateway's code beside these, where it is not `business`; empty where none is documented. */
  readonly code?: string
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
  /** Whether an API of this name may be the gateway's, though the tables lack it. */
  owns(name: string): boolean
  /** The code that stands beside an API's own detailed codes. */
  readonly business?: string
  /** The gateway's own detailed codes by its code (empty: none is documented), and a code that may stand alone. */
  readonly common?: Readonly<Record<string, string>>
  readonly tables: readonly ErrorTable[]
  /** Makes one text of all spellings of a code. */
  fold?(code: string): string
}

/** A code, its meaning, and what is known of it where it stands; of nobody (``) if some API or other has it. */
interface Known extends Said {
  readonly of: string
  readonly key: string
  readonly code?: string | undefined
  readonly retry: Retry
  readonly money: Outcome
  readonly api?: ApiCodes
}

type Told = Pick<Known, 'meaning' | 'remedy' | 'retry'>

/** A catalogue that is ready to be asked. */
export interface ErrorBook extends Pick<GatewayErrors, 'gateway' | 'owns'> {
  fold(code: string): string
  /** By whose code it is, and the folded code. */
  readonly known: ReadonlyMap<string, Known>
  readonly apis: ReadonlyMap<string, ApiCodes>
}

/** The gateway's codes for what it refuses before any business is done; who reads replies has the same. */
const REFUSED_AT_THE_DOOR = ['40001', '40002', '40003', '40005', '40006', '20001']

/** Opens a catalogue when it is first asked for, and keeps it: importing it builds nothing. */
export function errorBook(catalogue: () => GatewayErrors): () => ErrorBook {
  let book: ErrorBook | undefined
  return () => {
    book ??= open(catalogue())
    return book
  }
}

function open({ tables, common = {}, business, fold = code => code, ...rest }: GatewayErrors): ErrorBook {
  const known = new Map<string, Known>()
  for (const { documented = {}, inferred = {}, guessed = {} } of tables) {
    for (const [basis, meanings] of Object.entries({ documented, inferred, guessed })) {
      for (const [key, meaning] of Object.entries(meanings)) {
        known.set(` ${fold(key)}`, { of: '', key, ...told(meaning), money: 'unknown', basis: basis as Basis })
      }
    }
  }
  const list = (of: string, codes: string | undefined, where: Partial<Known>): void => {
    for (const key of codes?.split(/\s+/) ?? []) {
      const shared = known.get(` ${fold(key)}`)
      const own = where.api?.own?.[key]
      if (shared) known.set(`${of} ${fold(key)}`, { ...shared, ...(own && told(own)), ...where, of })
    }
  }
  const apis = new Map(tables.flatMap(table => Object.entries(table.apis ?? {})))
  for (const [name, api] of apis) {
    const code = api.code ?? business
    list(name, api.untouched, { code, money: 'untouched', api })
    list(name, api.unknown, { code, money: 'unknown', api })
  }
  for (const [code, codes] of Object.entries(common)) list('gateway', codes, { code, money: atTheDoor(code) })
  return { ...rest, known, apis, fold }
}

function told([meaning, remedy, retry = 'give-up']: Meaning): Told {
  return { meaning, remedy: remedy ?? "Read the gateway's own words (subMsg).", retry }
}

function atTheDoor(code = ''): Outcome {
  return REFUSED_AT_THE_DOOR.includes(code) ? 'untouched' : 'unknown'
}

/** Every row of a catalogue. */
export function errorRows({ known }: ErrorBook): readonly ErrorRow[] {
  const found = [...known.values()].filter(({ of }) => of !== '')
  return found.map(({ api, key, ...row }): ErrorRow => {
    const code = row.code || undefined
    const advice = api && advise({ ...row, key, api }, api.reads ?? false)
    return { ...row, ...advice, code, reason: key === code ? undefined : key }
  })
}

/** Says what an error means and what to do; `undefined` for a code that the catalogue lacks. */
export function explain(
  { gateway, owns, known, apis, fold }: ErrorBook,
  { message = '', gatewayCode, reason }: ExplainableError,
  asked: ExplainableApi | undefined,
): ErrorExplanation | undefined {
  const name = asked?.name ?? /^[\w.]*\w/.exec(message)?.[0] ?? ''
  // What an error says in detail decides; its code only where there is no detail.
  const key = fold(reason || gatewayCode || '')
  const elsewhere = owns(name) ? known.get(` ${key}`) : undefined
  const common = owns(name) || name === '' ? known.get(`gateway ${key}`) : undefined
  const found = (name ? known.get(`${name} ${key}`) : undefined) ?? common ?? elsewhere
  if (!found) return undefined
  const api = apis.get(name) ?? {}
  const reads = asked?.reads ?? api.reads ?? false
  const nothing = atTheDoor(gatewayCode || found.code) === 'untouched' || (reads && found.of !== name)
  const money = nothing ? 'untouched' : found.of === 'gateway' ? 'unknown' : found.money
  const { remedy, retry } = advise({ ...found, money, api }, reads)
  const basis = found === elsewhere && found.basis === 'documented' ? 'inferred' : found.basis
  const sentence = [
    `${found.of === 'gateway' ? gateway : name}: ${found.key}.`,
    found.meaning,
    remedy,
    ...(basis === 'guessed' ? ['(Guessed from its name.)'] : []),
    ...(money === 'unknown' && !api.moneyless ? [OF_THE_MONEY[retry]] : []),
  ].join(' ')
  return { sentence, meaning: found.meaning, remedy, retry, money, basis }
}

/** What was asked decides too: a read may be repeated, and a write must not be on a guess. */
function advise({ of, remedy, retry, basis, money, api }: Known, reads: boolean): Omit<Told, 'meaning'> {
  const listed = of !== 'gateway' && of !== ''
  if (reads || api?.moneyless || money === 'untouched') {
    return { remedy, retry: retry === 'query-first' && !listed ? 'give-up' : retry }
  }
  const certain = basis !== 'guessed' && (listed || (of === 'gateway' && retry === 'give-up'))
  if (certain && retry !== 'query-first') return { remedy, retry }
  return { remedy: `${api?.learn ?? 'Query'} first what became of it. ${remedy}`, retry: 'query-first' }
}

const OF_THE_MONEY: Readonly<Record<Retry, string>> = {
  'query-first': 'Money may have moved.',
  'give-up': 'This call moved no money, but an earlier one of the same number may have.',
  repeat: 'Money may have moved; the same request again does not move it twice.',
}
