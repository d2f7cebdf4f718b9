/** The names of cases beside the contract, which another runtime runs and a test asks for. */
export const LOSERS = 'whose batch lost, or whose answer was lost, is told that it is done'
export const SHARED = 'both forms share a table: what one has done or holds, the other sees'
export const QUEUE = 'many at once come one after the other, and none fails'
