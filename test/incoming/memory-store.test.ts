import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/index.ts'

const lease = { lease: 1000 }

describe('memoryStore', () => {
  test('gives a claim to one of many at once', async () => {
    const store = memoryStore()
    const claims = await Promise.all(Array.from({ length: 64 }, () => store.claim('a', lease)))
    expect(claims.filter(({ state }) => state === 'fresh')).toHaveLength(1)
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(63)
  })

  test('a finished claim stays done, a released one is fresh again', async () => {
    const store = memoryStore()
    const first = await store.claim('a', lease)
    if (first.state !== 'fresh') expect.unreachable()
    await store.release('a', first.token)
    const second = await store.claim('a', lease)
    if (second.state !== 'fresh') expect.unreachable()
    expect(await store.finish('a', second.token)).toBe(true)
    expect(await store.claim('a', lease)).toEqual({ state: 'done' })
  })

  test('after its lease a claim can be taken over, and the first token is good for nothing', async () => {
    let now = 0
    const store = memoryStore({ now: () => now })
    const first = await store.claim('a', lease)
    now = 999
    expect((await store.claim('a', lease)).state).toBe('busy')
    now = 1000
    const second = await store.claim('a', lease)
    if (first.state !== 'fresh' || second.state !== 'fresh') expect.unreachable()
    expect(second.token).not.toBe(first.token)
    await store.release('a', first.token)
    expect(await store.finish('a', first.token)).toBe(false)
    expect((await store.claim('a', lease)).state).toBe('busy')
    expect(await store.finish('a', second.token)).toBe(true)
    expect(await store.finish('a', second.token)).toBe(false)
  })

  test('is bounded: the oldest that are done are forgotten, claims that are held are not', async () => {
    const store = memoryStore({ maxEntries: 3 })
    await store.claim('held', lease)
    for (const id of ['1', '2', '3', '4']) {
      const claim = await store.claim(id, lease)
      if (claim.state === 'fresh') await store.finish(id, claim.token)
    }
    expect((await store.claim('held', lease)).state).toBe('busy')
    expect((await store.claim('4', lease)).state).toBe('done')
    expect((await store.claim('1', lease)).state).toBe('fresh')
  })
})
