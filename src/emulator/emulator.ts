/** Puts the parts together and routes requests to them. */
import { fromCents } from '../message/amount.ts'
import { APP_METHOD, createApp } from './alipay/app.ts'
import type { App, Bank } from './alipay/call.ts'
import { createCashier } from './alipay/cashier.ts'
import { createGateway, isGatewayMethod } from './alipay/gateway.ts'
import { depositBackNotification, tradeNotification } from './alipay/notify.ts'
import { createOffers } from './alipay/offers.ts'
import { tradeFor } from './alipay/order.ts'
import { createPayerCodes } from './alipay/payers.ts'
import { createCallReader } from './alipay/read-call.ts'
import { createTrades, type Trade, type TradeEvent, type TradeStatus } from './alipay/trades.ts'
import { createBgcpayEmulator } from './bgcpay/bgcpay.ts'
import { isBgcpayMethod } from './bgcpay/gateway.ts'
import { isCharset } from './charset.ts'
import { createClock } from './clock.ts'
import { createDeliveries } from './delivery.ts'
import { createFaults } from './faults.ts'
import { isMapiService } from './mapi/gateway.ts'
import { createMapiEmulator } from './mapi/mapi.ts'
import { createNumbers } from './random.ts'
import { createKeyPair, createVerify } from './signing.ts'
import type { Emulator, EmulatorApp, EmulatorOptions, TradeSnapshot } from './surface.ts'

const YEAR = 365 * 24 * 60 * 60 * 1000

/**
 * Makes a payment gateway that runs in memory: it checks signatures, keeps trades, notifies, and moves no money.
 *
 * @throws {TypeError} for an app's public key that is not SPKI in PEM, a private key that is not PKCS#8 in PEM,
 *   a charset that the gateway does not have, or a `baseUrl` that is no URL.
 * @throws {RangeError} for a balance or limit that is no decimal text.
 *
 * @example
 * const emulator = await createEmulator({ baseUrl: 'http://127.0.0.1:8080', apps: [{ appId, publicKey }] })
 * const alipay = createAlipay({ endpoint: emulator.gateway, fetch: emulator.fetch, … })
 */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const base = new URL(options.baseUrl)
  const path = base.pathname.replace(/\/$/, '')
  const clock = createClock(options.now ?? (() => new Date()))
  const numbers = createNumbers(options.random ?? Math.random)
  const keys = await createKeyPair(options.alipayPrivateKey)
  const deliveries = createDeliveries(clock, options.fetch ?? (request => globalThis.fetch(request)))
  const notifies: readonly TradeEvent[] = options.notifies ?? ['paid', 'refunded']
  const trades = createTrades(clock, numbers, options.refundPeriod ?? YEAR, (trade, event, refund) => {
    if (trade.notifyUrl === '' || !notifies.includes(event)) return
    deliveries.send(tradeNotification(trade, refund, clock.now(), numbers, keys))
  })
  const offers = createOffers(`${base.origin}${path}/qr/`, clock, numbers)
  const bank: Bank = { clock, trades, offers, codes: createPayerCodes(numbers) }
  const cashier = createCashier(`${path}/cashier/`, bank, keys, numbers)
  const apps = new Map(
    await Promise.all(options.apps.map(async app => [app.appId, await readApp(app)] as const)),
  )
  const faults = createFaults(
    name => name === APP_METHOD || isGatewayMethod(name) || isBgcpayMethod(name) || isMapiService(name),
  )
  const readCall = createCallReader(apps)
  const gateway = createGateway({ readCall, bank, cashier, faults, keys, numbers })
  const openApp = createApp({ readCall, bank, faults, keys })
  const bgcpay = createBgcpayEmulator(
    `${base.origin}${path}/bgcpay/gateway.do`,
    options.bgcpay ?? { apps: [] },
    { clock, numbers, deliveries, faults },
  )
  const mapi = await createMapiEmulator(
    new URL(`${base.origin}${path}/mapi`),
    options.mapi ?? { partners: [] },
    { clock, numbers, deliveries, faults, keys },
  )

  async function answer(request: Request): Promise<Response> {
    clock.catchUp()
    const { pathname } = new URL(request.url)
    if (pathname === `${path}/gateway.do`) {
      return /^(?:GET|POST)$/.test(request.method) ? gateway(request) : plain(405, 'GET or POST')
    }
    if (pathname === `${path}/bgcpay/gateway.do`) {
      return request.method === 'POST' ? bgcpay.answer(request) : plain(405, 'POST')
    }
    if (pathname === `${path}/mapi/gateway.do`) {
      return /^(?:GET|POST)$/.test(request.method) ? mapi.gateway.answer(request) : plain(405, 'GET or POST')
    }
    const below = pathname.startsWith(path) ? pathname.slice(path.length) : ''
    const [, code] = /^\/qr\/(\d+)$/.exec(below) ?? []
    if (code !== undefined) return request.method === 'GET' ? cashier.scan(code) : plain(405, 'GET')
    const [, batch] = /^\/mapi\/confirm\/(\d+)$/.exec(below) ?? []
    if (batch !== undefined)
      return request.method === 'POST' ? mapi.gateway.confirm(batch) : plain(405, 'POST')
    const [, token, action] = /^\/cashier\/(\d+)\/(pay|close)$/.exec(below) ?? []
    if (token === undefined || action === undefined) {
      return plain(404, 'not found: this emulator answers at gateway.do')
    }
    return request.method === 'POST' ? cashier.act(token, action) : plain(405, 'POST')
  }

  function find(outTradeNo: string, appId?: string): Trade[] {
    clock.catchUp()
    const owners = appId === undefined ? [...apps.keys()] : [appId]
    return owners.map(owner => trades.byOrder(owner, outTradeNo)).filter(trade => trade !== undefined)
  }

  function only(outTradeNo: string, appId?: string): Trade {
    const [trade, ...others] = find(outTradeNo, appId)
    if (trade === undefined) throw new RangeError(`there is no order ${outTradeNo}`)
    if (others.length > 0) throw new RangeError(`several apps have an order ${outTradeNo}: name the app`)
    return trade
  }

  function onlyIn(status: TradeStatus, outTradeNo: string, appId?: string): Trade {
    const trade = only(outTradeNo, appId)
    if (trade.status !== status)
      throw new RangeError(`the order ${outTradeNo} is ${trade.status}, not ${status}`)
    return trade
  }

  /** Who pays an order behind a QR code scans it first. */
  function scan(outTradeNo: string, appId?: string): void {
    clock.catchUp()
    for (const owner of appId === undefined ? apps.keys() : [appId]) {
      const offer = offers.byOrder(owner, outTradeNo)
      if (offer !== undefined) tradeFor(offer.order, bank)
    }
  }

  return {
    fetch: answer,
    gateway: `${base.origin}${path}/gateway.do`,
    alipayPublicKey: keys.publicKey,
    advance: clock.advance,
    issuePayerCode: (terms = {}) => bank.codes.issue(terms),
    async pay(outTradeNo, appId) {
      scan(outTradeNo, appId)
      return cashier.pay(onlyIn('WAIT_BUYER_PAY', outTradeNo, appId))
    },
    openApp(orderString) {
      clock.catchUp()
      return openApp(orderString)
    },
    close: (outTradeNo, appId) => trades.close(onlyIn('WAIT_BUYER_PAY', outTradeNo, appId)),
    finish: (outTradeNo, appId) => trades.finish(onlyIn('TRADE_SUCCESS', outTradeNo, appId)),
    depositBack(outTradeNo, outRequestNo, { status = 'S', appId } = {}) {
      const trade = only(outTradeNo, appId)
      const url = apps.get(trade.appId)?.appGateway ?? ''
      const refund = trade.refunds.get(outRequestNo)
      if (refund === undefined) throw new RangeError(`the order ${outTradeNo} has no refund ${outRequestNo}`)
      if (refund.depositBack !== undefined)
        throw new RangeError(`the refund ${outRequestNo} has ended already`)
      refund.depositBack = { status, time: clock.now() }
      if (!refund.tellsDepositBack || url === '') return
      deliveries.send(depositBackNotification(url, trade, refund, refund.depositBack, numbers, keys))
    },
    fault: (kind, options = {}) => faults.set(kind, options),
    trade(outTradeNo, appId) {
      const [trade, ...others] = find(outTradeNo, appId)
      return trade === undefined || others.length > 0 ? null : snapshot(trade)
    },
    trades() {
      clock.catchUp()
      return trades.all().map(snapshot)
    },
    notifications: deliveries.records,
    bgcpay: bgcpay.surface,
    mapi: mapi.surface,
  }
}

async function readApp(app: EmulatorApp): Promise<App> {
  const { appId, publicKey, sellerId, charset = 'utf-8', appGateway = '' } = app
  if (!isCharset(charset)) throw new TypeError(`the gateway does not have the charset ${charset}`)
  const digits = appId.replace(/\D/g, '').padStart(12, '0').slice(-12)
  const verify = await createVerify(publicKey)
  return { appId, charset, appGateway, sellerId: sellerId ?? `2088${digits}`, verify }
}

function snapshot(trade: Trade): TradeSnapshot {
  return {
    appId: trade.appId,
    outTradeNo: trade.outTradeNo,
    tradeNo: trade.tradeNo,
    status: trade.status,
    subject: trade.subject,
    totalAmount: fromCents(trade.amount),
    refundedAmount: fromCents(trade.refunded),
    sellerId: trade.sellerId,
    buyerId: trade.payer?.id ?? null,
    createdAt: trade.createdAt,
    paidAt: trade.paidAt ?? null,
    deadline: new Date(trade.deadline),
  }
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain;charset=utf-8' } })
}
