/** What merchants and who they pay have on their Alipay accounts, in cents. */

/** Balances by user id; an account that nothing was put on yet has nothing. */
export interface Accounts {
  balance(userId: string): bigint
  /** Adds to an account; a negative amount takes from it. */
  add(userId: string, cents: bigint): void
}

/** Makes the accounts with what is on them at first. */
export function createAccounts(balances: Iterable<readonly [userId: string, cents: bigint]>): Accounts {
  const accounts = new Map(balances)
  const balance = (userId: string): bigint => accounts.get(userId) ?? 0n
  return {
    balance,
    add: (userId, cents) => void accounts.set(userId, balance(userId) + cents),
  }
}
