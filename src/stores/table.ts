/** What the stores on SQL databases have in common. */
import type { Retention } from './retention.ts'

/** Which table a store uses, and for how long it remembers. */
export interface TableOptions extends Retention {
  /**
   * The table's name: small letters, digits and underscores, at most 63, a schema before a dot if need be;
   * `zhifu_notifications` by default. Example: `shop.notifications`.
   */
  readonly table?: string | undefined
}

/** The upkeep of a store's table. */
export interface StoreTable {
  /** Makes the table if it is not there. At each start, or leave it out and put the table in a migration. */
  setup(): Promise<void>
  /** Forgets what is older than `retention`. Once a day is enough; without it the table grows forever. */
  prune(): Promise<void>
}

/**
 * The table's name, quoted for SQL.
 *
 * @throws {RangeError} for a name that is none: it becomes part of the statements.
 */
export function tableName({ table = 'zhifu_notifications' }: TableOptions): string {
  if (!/^(?:[a-z_][a-z0-9_]{0,62}\.)?[a-z_][a-z0-9_]{0,62}$/.test(table)) {
    throw new RangeError(
      'table is a name of small letters, digits and underscores, such as zhifu_notifications',
    )
  }
  return table
    .split('.')
    .map(name => `"${name}"`)
    .join('.')
}
