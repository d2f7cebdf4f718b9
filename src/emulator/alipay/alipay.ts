/** Puts Alipay's parts together, beside the other gateways and on the same clock. */
import { fromCents, toCents } from '../../message/amount.ts'
import type { Clock } from '../clock.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import { only, plain } from '../http.ts'
import type { Numbers } from '../random.ts'
import { createKeyPair, type KeyPair } from '../signing.ts'
import { createAccounts } from './accounts.ts'
import { createApp } from './app.ts'
import { createBills } from './bills.ts'
import type { App, Bank } from './call.ts'
import { createCashier } from './cashier.ts'
import { createConsentDesk } from './consent-desk.ts'
import { createConsents } from './consents.ts'
import { createDebts } from './debts.ts'
import { createFreezeDesk } from './freeze-desk.ts'
import { freezeNotification } from './freeze-notify.ts'
import { createFreezes } from './freezes.ts'
import { createGateway } from './gateway.ts'
import { createItemOrders } from './item-orders.ts'
import { createKoubeiDesk } from './koubei-desk.ts'
import { tradeNotification } from './notify.ts'
import { createOffers } from './offers.ts'
import { createPayerCodes } from './payers.ts'
import { readApp } from './read-app.ts'
import { createCallReader } from './read-call.ts'
import { createRequests } from './requests.ts'
import { createRoyalties } from './royalties.ts'
import { createCertificates, type Seals } from './seals.ts'
import type { AlipayEmulator, AlipayEmulatorOptions, EmulatorApp } from './surface.ts'
import { createTables } from './tables.ts'
import { createTickets } from './tickets.ts'
import { createTradeDesk } from './trade-desk.ts'
import { createTrades, type TradeEvent } from './trades.ts'
import { createTransferDesk } from './transfer-desk.ts'
import { createTransfers } from './transfers.ts'
import { createRegistries } from './users.ts'
import { createVouchers } from './vouchers.ts'

/** What a merchant has at first where nothing is said of it, in yuan. */
const MILLION = '1000000.00'
const YEAR = 365 * 24 * 60 * 60 * 1000

/** What Alipay shares with the rest of the emulator. */
export interface SharedParts {
  readonly clock: Clock
  readonly numbers: Numbers
  readonly deliveries: Deliveries
  readonly faults: Faults
  readonly keys: KeyPair
}

/**
 * Makes the gateway and its surface.
 *
 * @param base where the emulator is reached, without a slash at the end.
 * @throws {TypeError} for a key or certificate that cannot be read, certificates of an app without one of Alipay's,
 *   or a charset that the gateway does not have.
 * @throws {RangeError} for a balance that is no decimal text.
 */
export async function createAlipayEmulator(
  base: string,
  options: AlipayEmulatorOptions,
  { clock, numbers, deliveries, faults, keys }: SharedParts,
): Promise<{ answer: (request: Request, below: string) => Promise<Response>; surface: AlipayEmulator }> {
  const path = new URL(base).pathname.replace(/\/$/, '')
  const apps = new Map(
    await Promise.all(options.apps.map(async app => [app.appId, await readApp(app)] as const)),
  )
  const certificates = createCertificates()
  if (options.alipayCertificate !== undefined) certificates.use(options.alipayCertificate, keys)
  else if (options.apps.some(app => app.certificates !== undefined))
    throw new TypeError('alipayCertificate is missing, which apps in certificate mode need')
  const seals: Seals = appId =>
    (apps.get(appId)?.certificates === undefined ? undefined : certificates.current()) ?? keys
  const notifies: readonly TradeEvent[] = options.notifies ?? ['paid', 'refunded']
  const accounts = createAccounts(options.apps.map(app => openAccount(app, apps)))
  const trades = createTrades(clock, numbers, options.refundPeriod ?? YEAR, (trade, event, refund) => {
    if (event === 'paid') accounts.add(trade.sellerId, trade.amount)
    if (refund !== undefined) accounts.add(trade.sellerId, -refund.amount)
    if (trade.notifyUrl === '' || !notifies.includes(event)) return
    deliveries.send(tradeNotification(trade, refund, clock.now(), numbers, seals))
  })
  const freezes = createFreezes(clock, numbers, (freeze, operation, url) => {
    if (url === '') return
    deliveries.send(freezeNotification(freeze, operation, url, clock.now(), numbers, seals))
  })
  const consents = createConsents(`${path}/cashier/`, numbers)
  const debts = createDebts(clock, numbers)
  const registries = createRegistries(clock, numbers)
  const bank: Bank = {
    ...registries,
    clock,
    trades,
    offers: createOffers(`${base}/qr/`, clock, numbers),
    codes: createPayerCodes(numbers),
    freezes,
    vouchers: createVouchers(`${base}/qr/`, freezes, consents, numbers),
    consents,
    accounts,
    transfers: createTransfers(clock, numbers, accounts),
    royalties: createRoyalties(clock, numbers, accounts),
    itemOrders: createItemOrders(clock, numbers),
    tables: createTables(`${base}/qr/`, clock, numbers),
    tickets: createTickets(clock, numbers),
    debts,
    requests: createRequests(),
    confirmed: new Map(),
    bills: createBills(`${base}/bill/downloadBillFile.resource`, clock, numbers),
    numbers,
    certificates,
  }
  const cashier = createCashier(`${path}/cashier/`, bank, seals, numbers)
  const readCall = createCallReader(apps, registries)
  const gateway = createGateway({ readCall, bank, cashier, faults, seals, numbers })
  const openApp = createApp({ readCall, bank, faults, seals })

  /** `below` is the path beneath the emulator's own. */
  async function answer(request: Request, below: string): Promise<Response> {
    if (below === '/gateway.do') return only(['GET', 'POST'], request, () => gateway(request))
    const [, code] = /^\/qr\/(\d+)$/.exec(below) ?? []
    if (code !== undefined)
      return only(['GET'], request, () => bank.vouchers.scan(code) ?? cashier.scan(code))
    if (below === '/bill/downloadBillFile.resource') {
      const { searchParams } = new URL(request.url)
      return only(['GET'], request, () => bank.bills.serve(searchParams.get('token') ?? ''))
    }
    const [, token, action] = /^\/cashier\/(\d+)\/(pay|close|agree)$/.exec(below) ?? []
    if (token !== undefined && action !== undefined) {
      return only(['POST'], request, () => press(token, action))
    }
    return plain(404, 'not found: this emulator answers at gateway.do')
  }

  async function press(token: string, action: string): Promise<Response> {
    const agreed = action === 'agree' ? await consents.agree(token) : undefined
    return agreed ?? cashier.act(token, action)
  }

  return {
    answer,
    surface: {
      gateway: `${base}/gateway.do`,
      alipayPublicKey: keys.publicKey,
      rotate: async (certificate, privateKey) =>
        certificates.use(certificate, await createKeyPair(privateKey)),
      ...createTradeDesk({ apps, bank, cashier, deliveries, seals, numbers }),
      openApp(orderString) {
        clock.catchUp()
        return openApp(orderString)
      },
      freezes: createFreezeDesk(apps, bank),
      transfers: createTransferDesk(apps, bank),
      consents: createConsentDesk(apps, registries, clock),
      koubei: createKoubeiDesk(apps, bank),
      owe: debts.add,
      balance: userId => fromCents(accounts.balance(userId)),
    },
  }
}

function openAccount({ appId, balance = MILLION }: EmulatorApp, apps: ReadonlyMap<string, App>) {
  return [apps.get(appId)?.sellerId ?? '', toCents(balance)] as const
}
