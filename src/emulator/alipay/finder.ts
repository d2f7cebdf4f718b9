/** Finding what a tester names by the merchant's number, among all apps. */
import type { Clock } from '../clock.ts'

/** Looks for things of one kind. */
export interface Finder<Thing> {
  /** The only one of that number; null when there is none, or several apps have it and none is named. */
  find(number: string, appId?: string): Thing | null
  /** @throws {RangeError} when there is none, or several apps have it and none is named. */
  only(number: string, appId?: string): Thing
}

/** Makes a finder; `kind` names the things in errors: `order`. What is due by the clock is done first. */
export function createFinder<Thing>(
  kind: string,
  clock: Clock,
  appIds: readonly string[],
  lookUp: (appId: string, number: string) => Thing | undefined,
): Finder<Thing> {
  const all = (number: string, appId?: string): Thing[] => {
    clock.catchUp()
    const owners = appId === undefined ? appIds : [appId]
    return owners.map(owner => lookUp(owner, number)).filter(thing => thing !== undefined)
  }
  return {
    find(number, appId) {
      const [thing, ...others] = all(number, appId)
      return thing === undefined || others.length > 0 ? null : thing
    },
    only(number, appId) {
      const [thing, ...others] = all(number, appId)
      if (thing === undefined) throw new RangeError(`there is no ${kind} ${number}`)
      if (others.length > 0) throw new RangeError(`several apps have the ${kind} ${number}: name the app`)
      return thing
    },
  }
}
