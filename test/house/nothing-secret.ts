/**
 * Watches the whole test run: no error, event or printed line may hold a key, a signature, a payer code, a
 * buyer's id or login. Loaded before each test file, so that even errors nobody looks at are looked at.
 */
import { afterAll, expect, vi } from 'vitest'
import type { ZhifuEvent } from '../../src/gateway/events.ts'
import { secretsIn } from './secrets.ts'

const told: { readonly where: string; readonly text: string }[] = []
const errors: Error[] = []

/** Every error class that is loaded after this extends it, those of the library among them. */
const PlainError = globalThis.Error
class WatchedError extends PlainError {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options)
    errors.push(this)
  }
}
Object.defineProperty(WatchedError, 'name', { value: 'Error' })
globalThis.Error = WatchedError as ErrorConstructor
await import('../../src/errors.ts')
globalThis.Error = PlainError

vi.mock('../../src/gateway/events.ts', async importOriginal => {
  const original = await importOriginal<typeof import('../../src/gateway/events.ts')>()
  return {
    ...original,
    emit: (listener: ((event: ZhifuEvent) => void) | undefined, event: ZhifuEvent) => {
      told.push({ where: 'an event', text: JSON.stringify(event) })
      original.emit(listener, event)
    },
  }
})

for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const print = console[level]
  console[level] = (...words: unknown[]) => {
    told.push({ where: `console.${level}`, text: words.map(String).join(' ') })
    print(...words)
  }
}

afterAll(() => {
  for (const error of errors) {
    const text = `${error.message} ${JSON.stringify(error)} ${Object.keys(error).join()}`
    told.push({ where: error.name, text })
  }
  const found = told.flatMap(({ where, text }) =>
    secretsIn(text).map(what => `${where} holds ${what}: ${text.slice(0, 300)}`),
  )
  expect([...new Set(found)]).toEqual([])
})
