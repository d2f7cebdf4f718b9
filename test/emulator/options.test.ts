import { expect, test } from 'vitest'
import { createEmulator } from '../../src/emulator/index.ts'

test.each<[string, unknown, RegExp]>([
  ['no options', undefined, /^baseUrl must be/],
  ['no address', { apps: [] }, /^baseUrl must be/],
  ['a path for an address', { baseUrl: '/emulator', apps: [] }, /^baseUrl must be/],
  ['another scheme', { baseUrl: 'localhost:8080', apps: [] }, /^baseUrl must be/],
  ['no apps', { baseUrl: 'http://127.0.0.1:1' }, /^apps must be a list/],
  ['one app', { baseUrl: 'http://127.0.0.1:1', apps: { appId: '1' } }, /^apps must be a list/],
  [
    'a URL to notify',
    { baseUrl: 'http://127.0.0.1:1', apps: [], fetch: 'http://127.0.0.1:2' },
    /^fetch must be/,
  ],
])('an emulator with %s is refused', async (_, options, message) => {
  const error = await createEmulator(options as never).catch(error => error)
  expect(error).toBeInstanceOf(TypeError)
  expect(error.message).toMatch(message)
})
