/** Puts the gateways together on one clock and routes requests to them. */
import { createAlipayEmulator } from './alipay/alipay.ts'
import { isAlipayMethod } from './alipay/methods.ts'
import { createBgcpayEmulator } from './bgcpay/bgcpay.ts'
import { isBgcpayMethod } from './bgcpay/gateway.ts'
import { createClock } from './clock.ts'
import { createDeliveries } from './delivery.ts'
import { createFaults } from './faults.ts'
import { only } from './http.ts'
import { isMapiService } from './mapi/gateway.ts'
import { createMapiEmulator } from './mapi/mapi.ts'
import { createNumbers } from './random.ts'
import { createKeyPair } from './signing.ts'
import type { Emulator, EmulatorOptions } from './surface.ts'

/**
 * Makes a payment gateway that runs in memory: it checks signatures, keeps trades, notifies, and moves no money.
 *
 * @throws {TypeError} for an app's public key that is not SPKI in PEM, a private key that is not PKCS#8 in PEM, a
 *   certificate that cannot be read or is not that of its key, a charset that the gateway does not have, or a
 *   `baseUrl` that is no URL.
 * @throws {RangeError} for a balance or limit that is no decimal text.
 *
 * @example
 * const emulator = await createEmulator({ baseUrl: 'http://127.0.0.1:8080', apps: [{ appId, publicKey }] })
 * const alipay = createAlipay({ endpoint: emulator.gateway, fetch: emulator.fetch, … })
 */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  checkOptions(options)
  const root = new URL(options.baseUrl)
  const path = root.pathname.replace(/\/$/, '')
  const base = `${root.origin}${path}`
  const clock = createClock(options.now ?? (() => new Date()))
  const numbers = createNumbers(options.random ?? Math.random)
  const keys = await createKeyPair(options.alipayPrivateKey)
  const deliveries = createDeliveries(clock, options.fetch ?? (request => globalThis.fetch(request)))
  const faults = createFaults(name => isAlipayMethod(name) || isBgcpayMethod(name) || isMapiService(name))
  const shared = { clock, numbers, deliveries, faults, keys }
  const alipay = await createAlipayEmulator(base, options, shared)
  const bgcpay = createBgcpayEmulator(`${base}/bgcpay/gateway.do`, options.bgcpay ?? { apps: [] }, shared)
  const mapi = await createMapiEmulator(new URL(`${base}/mapi`), options.mapi ?? { partners: [] }, shared)

  return {
    async fetch(request) {
      clock.catchUp()
      const { pathname } = new URL(request.url)
      const below = pathname.startsWith(path) ? pathname.slice(path.length) : ''
      if (below === '/bgcpay/gateway.do') return only(['POST'], request, () => bgcpay.answer(request))
      if (below === '/mapi/gateway.do') {
        return only(['GET', 'POST'], request, () => mapi.gateway.answer(request))
      }
      const [, batch] = /^\/mapi\/confirm\/(\d+)$/.exec(below) ?? []
      if (batch !== undefined) return only(['POST'], request, () => mapi.gateway.confirm(batch))
      return alipay.answer(request, below)
    },
    ...alipay.surface,
    advance: clock.advance,
    fault: (kind, settings = {}) => faults.set(kind, settings),
    notifications: deliveries.records,
    bgcpay: bgcpay.surface,
    mapi: mapi.surface,
  }
}

/** Its callers write tests in JavaScript as often as not. */
function checkOptions({ baseUrl, apps, fetch }: Partial<EmulatorOptions> = {}): void {
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl) || !/^https?:/i.test(baseUrl))
    throw new TypeError('baseUrl must be where the emulator is reached, such as http://127.0.0.1:8080')
  if (!Array.isArray(apps))
    throw new TypeError('apps must be a list of { appId, publicKey }; [] where there is none')
  if (fetch !== undefined && typeof fetch !== 'function')
    throw new TypeError('fetch must be a function that carries notifications to the merchant')
}
