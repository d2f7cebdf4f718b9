/** The users' and merchants' side of what apps are allowed, in the tester's hands. */
import type { Clock } from '../clock.ts'
import type { App } from './call.ts'
import { cashierPayer } from './payers.ts'
import type { Registries } from './users.ts'

/** Which user logs in, and what it allows. */
export interface UserConsent {
  /** The user's id: `2088101117955611`, the payer at the cashier, by default. */
  readonly userId?: string | undefined
  /** `auth_base` tells who the user is, `auth_user` (the default) also what `alipay.user.info.share` answers. */
  readonly scope?: 'auth_base' | 'auth_user' | undefined
  /** What the user is called: `小明` by default. */
  readonly nickName?: string | undefined
  /** The app, where there are several. */
  readonly appId?: string | undefined
}

/** Which merchant lets an app act for it. */
export interface MerchantConsent {
  /** The merchant's user id: `2088102150527498`. */
  readonly userId: string
  /** The merchant's own app: `2013121100055554`. */
  readonly authAppId: string
  /** The app that may act, where there are several. */
  readonly appId?: string | undefined
}

/** What users and merchants allow. */
export interface ConsentDesk {
  /**
   * A user logs in: the code (`auth_code`) that the browser brings to the merchant. It works once, for three
   * minutes.
   *
   * @throws {RangeError} when there are several apps and none is named, or no such app.
   */
  logIn(consent?: UserConsent): string
  /**
   * A merchant lets an app act for it: the code (`app_auth_code`) that `alipay.open.auth.token.app` takes. It
   * works once, for a day.
   *
   * @throws {RangeError} as {@link ConsentDesk.logIn}.
   */
  authorizeApp(consent: MerchantConsent): string
}

/** Makes the desk. */
export function createConsentDesk(
  apps: ReadonlyMap<string, App>,
  { users, merchants }: Registries,
  clock: Clock,
): ConsentDesk {
  const appOf = (appId: string | undefined): string => {
    const [first, ...others] = appId === undefined ? apps.keys() : [appId].filter(id => apps.has(id))
    if (first === undefined) throw new RangeError(`there is no app ${appId ?? 'at all'}`)
    if (others.length > 0) throw new RangeError('there are several apps: name one')
    return first
  }
  return {
    logIn({ userId = cashierPayer.id, scope = 'auth_user', nickName = '小明', appId } = {}) {
      return users.issueCode({ appId: appOf(appId), userId, scope, nickName, time: clock.now() })
    },
    authorizeApp({ userId, authAppId, appId }) {
      return merchants.issueCode({ appId: appOf(appId), userId, authAppId, time: clock.now() })
    },
  }
}
