/** Runs a plan: the emulated gateway on one side, the shop's processes on the other, and a bad network between. */
import { rmSync } from 'node:fs'
import { createAlipay, tradeCreate, tradeRefund } from '../../src/alipay/index.ts'
import { createEmulator, type Emulator } from '../../src/emulator/index.ts'
import { execute, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { bundle, startPostgres, startRedis, temporaryFolder } from '../stores/processes.ts'
import keyData from '../vectors/keys.json' with { type: 'json' }
import { forge } from './forge.ts'
import { type Form, openLedger } from './ledgers.ts'
import { notificationsOf, type Plan, type PlannedTrade, seeded } from './plan.ts'
import { startShops } from './shops.ts'

const appId = '2021000000000001'
const { pkcs8, spki } = keyData.keys.rsa2048
const notifyUrl = 'http://127.0.0.1:1/notify'
const MINUTE = 60_000
/** The gateway's pauses between deliveries, in minutes. */
const PAUSES = [4, 10, 10, 60, 120, 360, 900]
/** Longer than the shop's lease, in milliseconds. */
const LEASE_AND_MORE = 700
/** The trades under way at once, and the deliveries beyond which no further trade begins. */
const AT_ONCE = 8
const MOST_UNDER_WAY = 64

/** What came of a campaign. Of the last six each must be empty, but `countedAgain` on Redis. */
export interface Report {
  readonly product: string
  readonly seed: number
  readonly trades: number
  readonly notifications: number
  /** What was posted: first deliveries, the gateway's repeats, copies and forgeries. */
  readonly posted: Readonly<Record<'first' | 'repeated' | 'copied' | 'forged', number>>
  /** What was answered: `200`, `500`, `none` where a shop died or the answer was lost. */
  readonly answers: Readonly<Record<string, number>>
  readonly kills: number
  readonly seconds: number
  /** Notifications that the gateway gave up. */
  readonly unacknowledged: readonly string[]
  /** What should have been counted and was not. */
  readonly lost: readonly string[]
  /** What was counted although it never happened. */
  readonly invented: readonly string[]
  /** Trades with more payments than one: a refund that was taken for a payment would stand here. */
  readonly paidTwice: readonly string[]
  /** Forgeries that were answered with 200. */
  readonly forgedAccepted: number
  /** Counted more than once, as an effect that is not idempotent is; how many times too often in all. */
  readonly countedAgain: number
}

/** Runs a plan on a fresh database. */
export async function runCampaign(form: Form, plan: Plan): Promise<Report> {
  const started = Date.now()
  const folder = temporaryFolder('campaign')
  const server = await (form === 'Redis' ? startRedis() : startPostgres(['fsync=off']))
  const ledger = await openLedger(form, server.port)
  try {
    await ledger.prepare(new Map(plan.trades.map(({ number, amount }) => [number, amount])))
    const script = await bundle('campaign/shop.ts', folder)
    const found = await carryOut(form, plan, script, server.port)
    const counted = await ledger.read()
    const expected = plan.trades.flatMap(notificationsOf)
    const isExpected = new Set(expected)
    return {
      product: `${ledger.product}${form === 'Redis' ? '' : ', in transactions'}`,
      seed: plan.seed,
      trades: plan.trades.length,
      notifications: expected.length,
      ...found,
      seconds: Math.round((Date.now() - started) / 1000),
      lost: expected.filter(name => !counted.get(name)?.isKnown || !counted.get(name)?.times),
      invented: [...counted.keys()].filter(name => !isExpected.has(name)),
      paidTwice: [...counted]
        .filter(([name, { times }]) => name.endsWith(' paid') && times > 1)
        .map(([name]) => name),
      countedAgain: [...counted.values()].reduce((sum, { times }) => sum + Math.max(0, times - 1), 0),
    }
  } finally {
    await ledger.close()
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function carryOut(form: Form, plan: Plan, script: string, port: number) {
  const random = seeded(plan.seed + 1)
  const posted = { first: 0, repeated: 0, copied: 0, forged: 0 }
  const answers: Record<string, number> = {}
  const further = new Set<Promise<void>>()
  const kills = [...plan.kills]
  const seen = new Set<string>()
  let [turn, underWay, forgedAccepted] = [0, 0, 0]

  async function post(kind: keyof typeof posted, body: string, type: string): Promise<Response> {
    posted[kind]++
    underWay++
    if (kills[0] !== undefined && turn >= kills[0].after) shops.kill(kills.shift()?.shop ?? 0)
    try {
      const response = await shops.post(turn++, body, type)
      const text = await response.text()
      answers[response.status] = (answers[response.status] ?? 0) + 1
      return new Response(text, { status: response.status })
    } catch (error) {
      answers['none'] = (answers['none'] ?? 0) + 1
      throw error
    } finally {
      underWay--
    }
  }

  function later(milliseconds: number, run: () => Promise<unknown>): void {
    const work: Promise<void> = pause(milliseconds)
      .then(run)
      .then(
        () => {},
        () => {},
      )
      .finally(() => further.delete(work))
    further.add(work)
  }

  async function carry(request: Request): Promise<Response> {
    const [body, type] = [await request.text(), request.headers.get('content-type') ?? '']
    const name = nameOf(body)
    if (seen.has(name)) return post('repeated', body, type)
    seen.add(name)
    const mishap = plan.mishaps.get(name)
    if (mishap === undefined) throw new Error(`a notification that was not planned: ${name}`)
    for (const delay of mishap.copies) later(mishap.delay + delay, () => post('copied', body, type))
    for (const kind of mishap.forgeries) {
      later(0, async () => {
        const { status } = await post('forged', forge(body, kind), type)
        if (status === 200) forgedAccepted++
      })
    }
    await pause(mishap.delay)
    const answer = await post('first', body, type)
    if (mishap.isAnswerLost) throw new Error('the answer was lost')
    return answer
  }

  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:1',
    apps: [{ appId, publicKey: spki }],
    random,
    fetch: carry,
    notifies: ['waiting', 'paid', 'refunded', 'closed', 'finished'],
  })
  const env = { APP_ID: appId, GATEWAY_KEY: emulator.alipayPublicKey }
  const shops = await startShops(plan.shops, script, [form, String(port)], env)
  try {
    const waiting = [...plan.trades]
    const work = async (): Promise<void> => {
      for (let trade = waiting.shift(); trade !== undefined; trade = waiting.shift()) {
        await live(emulator, trade)
        while (underWay > MOST_UNDER_WAY) await pause(5)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    await emulator.advance(0)
    while (further.size > 0) await Promise.all(further)
    await acknowledgeAll(emulator)
    // Whatever is killed from here on has nothing more to lose.
    await shops.settled()
    const unacknowledged = emulator
      .notifications()
      .filter(({ acknowledged }) => !acknowledged)
      .map(({ body }) => nameOf(body))
    return { posted, answers, kills: shops.kills, unacknowledged, forgedAccepted }
  } finally {
    await shops.end()
  }
}

/** A trade's life, from the merchant's and the payer's side. */
async function live(emulator: Emulator, { number, amount, isPaid, refunds, isFinished }: PlannedTrade) {
  const alipay = createAlipay({
    appId,
    signer: rsa2Signer(pkcs8),
    verifier: rsa2Verifier(emulator.alipayPublicKey),
    endpoint: emulator.gateway,
    fetch: emulator.fetch,
  })
  const order = {
    out_trade_no: number,
    total_amount: amount,
    subject: 'Coffee',
    buyer_id: `2088${'1'.repeat(12)}`,
  }
  await execute(alipay, tradeCreate, order, { notifyUrl })
  if (!isPaid) return emulator.close(number)
  await emulator.pay(number)
  for (const [index, refund_amount] of refunds.entries()) {
    const out_request_no = `R${index + 1}`
    await execute(alipay, tradeRefund, { out_trade_no: number, refund_amount, out_request_no })
  }
  if (isFinished) emulator.finish(number)
}

/** Moves the gateway's clock to its repeats, and waits in between for the leases of those who died. */
async function acknowledgeAll(emulator: Emulator): Promise<void> {
  let passed = 0
  for (let round = 0; round < 60; round++) {
    const due = emulator.notifications().flatMap(({ acknowledged, attempts }) => {
      const minutes = PAUSES[attempts.length - 1]
      const last = attempts.at(-1)
      return acknowledged || minutes === undefined || last === undefined
        ? []
        : [last.time.getTime() + minutes * MINUTE]
    })
    if (due.length === 0) return
    await pause(LEASE_AND_MORE)
    // Three minutes further, for others are due soon; none is delivered twice within them.
    const step = Math.max(0, Math.min(...due) - (Date.now() + passed)) + 3 * MINUTE
    await emulator.advance(step)
    passed += step
  }
}

/** What a notification tells, in the words of the plan: `T0001 refunded R1`. */
function nameOf(body: string): string {
  const fields = new URLSearchParams(body)
  const [number, status, refund] = ['out_trade_no', 'trade_status', 'out_biz_no'].map(name =>
    fields.get(name),
  )
  if (refund) return `${number} refunded ${refund}`
  const events = {
    WAIT_BUYER_PAY: 'waiting',
    TRADE_SUCCESS: 'paid',
    TRADE_CLOSED: 'closed',
    TRADE_FINISHED: 'finished',
  }
  return `${number} ${events[status as keyof typeof events]}`
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

/** A report as a person reads it. */
export function describeReport(report: Report): string {
  const { posted, answers } = report
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')
  return [
    `campaign on ${report.product}; seed ${report.seed}; ${report.seconds} s`,
    `  ${report.trades} trades, ${report.notifications} notifications; ${report.kills} times a shop was killed`,
    `  posted: ${list(posted)}; answered: ${list(answers)}`,
    `  lost: ${report.lost.length}; given up: ${report.unacknowledged.length}; forged and accepted: ${report.forgedAccepted}; counted and not real: ${report.invented.length}`,
    `  trades paid more than once: ${report.paidTwice.length}; counted again, where the effect is not idempotent: ${report.countedAgain}`,
  ].join('\n')
}
