/** Users who log in at the merchant with Alipay, and merchants who let an app act for them. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import { createGrants, type Grant, type Grants } from './grants.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A user who lets an app know it. */
export interface UserGrant extends Grant {
  /** `auth_base` tells who the user is, `auth_user` more of it. */
  readonly scope: 'auth_base' | 'auth_user'
  readonly nickName: string
}

/** A merchant who lets an app act for it. */
export interface MerchantGrant extends Grant {
  /** The merchant's own app. */
  readonly authAppId: string
}

/** Who allowed what. */
export interface Registries {
  readonly users: Grants<UserGrant>
  readonly merchants: Grants<MerchantGrant>
}

/** Makes both registries, with the times that Alipay's pages tell of. */
export function createRegistries(clock: Clock, numbers: Numbers): Registries {
  return {
    users: createGrants({ code: 3 * MINUTE, token: 15 * DAY, refresh: 30 * DAY }, clock, numbers),
    merchants: createGrants({ code: DAY, token: 365 * DAY, refresh: 372 * DAY }, clock, numbers),
  }
}
