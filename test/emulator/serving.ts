/** An emulator behind a real socket, for clients that know no `fetch` of ours. */
import { type AddressInfo, createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts'

/** Serves it; what goes to `/merchant` is kept and acknowledged. */
export async function serveEmulator(options: Omit<EmulatorOptions, 'baseUrl'>): Promise<{
  emulator: Emulator
  merchant: string
  notified: string[]
  close: () => Promise<unknown>
}> {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const merchant = `${base}/merchant`
  const apps = options.apps.map(app => ({ ...app, appGateway: merchant }))
  const emulator = await createEmulator({ ...options, apps, baseUrl: base })
  const notified: string[] = []
  const server = serve({
    port,
    hostname: '127.0.0.1',
    fetch: async request => {
      if (new URL(request.url).pathname !== '/merchant') return emulator.fetch(request)
      notified.push(await request.text())
      return new Response('success')
    },
  })
  return { emulator, merchant, notified, close: () => new Promise(resolve => server.close(resolve)) }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
