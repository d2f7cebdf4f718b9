/** Importing the package, every door of it. */
import { equal, ok } from '../checks.mjs'

export function doors(add, library) {
  add('every door opens', () => {
    for (const [name, door] of Object.entries(library))
      ok(Object.keys(door).length > 0, `${name} exports something`)
  })
  add('what a door exports is there', () => {
    for (const [name, door] of Object.entries(library)) {
      const missing = Object.entries(door).filter(([, value]) => value === undefined)
      equal(missing, [], name)
    }
  })
}
