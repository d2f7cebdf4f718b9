/** What users and merchants allowed apps (授权): the codes that they brought, and the tokens given for them. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'

/** Something that was allowed to an app. */
export interface Grant {
  /** The app that may exchange the code. */
  readonly appId: string
  /** Who allowed it: a user, or a merchant. */
  readonly userId: string
  readonly time: Date
}

/** The tokens for something that was allowed. */
export interface Tokens<Kind extends Grant> {
  readonly grant: Kind
  readonly token: string
  readonly refreshToken: string
}

/** What is wrong with a code or token: unknown or used up, too old, or another app's. */
export type Fault = 'unknown' | 'expired' | 'another app'

/** How long things are good, in milliseconds. */
export interface Lives {
  readonly code: number
  readonly token: number
  readonly refresh: number
}

/** Issues codes and tokens. A code and a refresh token work once. */
export interface Grants<Kind extends Grant> {
  readonly lives: Lives
  /** A fresh code for the app. */
  issueCode(grant: Kind): string
  exchange(appId: string, code: string): Tokens<Kind> | Fault
  refresh(appId: string, refreshToken: string): Tokens<Kind> | Fault
  /** What a token stands for. */
  read(appId: string, token: string): Kind | Fault
  /** Until when a token of the app is good, in milliseconds since 1970, though it may be over. */
  endOf(token: string): number
}

interface Dated<Thing> {
  readonly thing: Thing
  readonly appId: string
  readonly until: number
}

/** Makes a registry. */
export function createGrants<Kind extends Grant>(lives: Lives, clock: Clock, numbers: Numbers): Grants<Kind> {
  const codes = new Map<string, Dated<Kind>>()
  const tokens = new Map<string, Dated<Kind>>()
  const refreshes = new Map<string, Dated<Tokens<Kind>>>()

  const dated = <Thing>(thing: Thing, { appId }: Kind, life: number): Dated<Thing> => ({
    thing,
    appId,
    until: clock.now().getTime() + life,
  })

  function look<Thing>(among: ReadonlyMap<string, Dated<Thing>>, appId: string, text: string): Thing | Fault {
    const found = among.get(text)
    if (found === undefined) return 'unknown'
    if (found.appId !== appId) return 'another app'
    return found.until <= clock.now().getTime() ? 'expired' : found.thing
  }

  function issue(grant: Kind): Tokens<Kind> {
    const issued = { grant, token: numbers.hex(40), refreshToken: numbers.hex(40) }
    tokens.set(issued.token, dated(grant, grant, lives.token))
    refreshes.set(issued.refreshToken, dated(issued, grant, lives.refresh))
    return issued
  }

  return {
    lives,
    issueCode(grant) {
      const code = numbers.hex(32)
      codes.set(code, dated(grant, grant, lives.code))
      return code
    },
    exchange(appId, code) {
      const grant = look(codes, appId, code)
      if (typeof grant === 'string') return grant
      codes.delete(code)
      return issue(grant)
    },
    refresh(appId, refreshToken) {
      const earlier = look(refreshes, appId, refreshToken)
      if (typeof earlier === 'string') return earlier
      refreshes.delete(refreshToken)
      tokens.delete(earlier.token)
      return issue(earlier.grant)
    },
    read: (appId, token) => look(tokens, appId, token),
    endOf: token => tokens.get(token)?.until ?? 0,
  }
}
