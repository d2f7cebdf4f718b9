/** The memory store holds the contract too, for as long as its process lives. */
import { test } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { storeContract } from './contract.ts'

test.each(storeContract.map(({ name, run }) => [name, run] as const))('%s', async (_, run) => {
  // One process, one clock: two workers are the same store, and no clock is off against another.
  const store = memoryStore()
  await run({ workers: [store, store], clock: 'database' })
})
