/**
 * The outcome is unknown: the connection broke, no answer came in time, or the gateway said `20000`. The payer may
 * have paid or not, and neither "it failed" nor "once more, with a new order number" is the answer: that is how
 * orders are lost, and paid twice. Ask, then decide.
 *
 * `charge` and `refund` below are small enough to copy. The emulator plays the gateway and breaks what it is told
 * to break; in production leave it out, with `endpoint` and `fetch`, and put in your own keys.
 */
import { generateKeyPairSync } from 'node:crypto'
import { execute, GatewayError, rsa2Signer, rsa2Verifier, ZhifuError } from 'zhifu'
import {
  createAlipay,
  type TradePayInput,
  type TradeRefundInput,
  tradeCancel,
  tradePay,
  tradeQuery,
  tradeRefund,
} from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'

const appId = '2021000000000001'
const appKeys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const emulator = await createEmulator({
  baseUrl: 'http://127.0.0.1:8080', // nothing listens there: requests go straight to `emulator.fetch`
  apps: [{ appId, publicKey: appKeys.publicKey }],
})
const alipay = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.privateKey), // our private key
  verifier: rsa2Verifier(emulator.alipayPublicKey), // Alipay's public key
  endpoint: emulator.gateway,
  fetch: emulator.fetch,
})

// --- To copy. ----------------------------------------------------------------------------------------------

/** How often, and after how many milliseconds, a waiting payment is asked after. Alipay: some 5 s, up to 30 s. */
const POLLS = 4
const PAUSE = 50
const pause = () => new Promise(resolve => setTimeout(resolve, PAUSE))

/**
 * Charges an order once, whatever happens on the way: `paid`, or `closed` and surely not paid.
 *
 * @throws {GatewayError} when surely nothing moved (no balance, say): another payer code may be tried under the
 *   same number.
 * @throws {Error} when even asking and cancelling gave no clear answer: somebody must look into it.
 */
async function charge(order: TradePayInput): Promise<'paid' | 'closed'> {
  const { out_trade_no } = order
  for (let attempt = 1; attempt <= 2; attempt++) {
    if ((await pay(order)) === 'paid') return 'paid'
    const state = await settle(out_trade_no)
    if (state === 'paid' || state === 'closed') return state
    if (state === 'waiting') break
    // The gateway has never heard of it. The SAME number again: should the first request still arrive, one
    // number is one trade, and nobody pays twice.
  }
  return undo(out_trade_no)
}

/** Sends the payment; `unknown` stands for every ending that does not say whether the payer paid. */
async function pay(order: TradePayInput): Promise<'paid' | 'unknown'> {
  try {
    const answer = await execute(alipay, tradePay, order)
    say('pay', answer.code === '10003' ? 'the payer has to confirm' : 'paid')
    return answer.code === '10003' ? 'unknown' : 'paid'
  } catch (error) {
    if (!isUnknown(error)) throw error
    say('pay', `${describe(error)}: outcome ${error.outcome}`)
    return 'unknown'
  }
}

/** Asks what became of an order, until it is decided or the polls are used up. */
async function settle(out_trade_no: string): Promise<'paid' | 'closed' | 'waiting' | 'missing'> {
  let state: 'waiting' | 'missing' = 'waiting'
  for (let poll = 1; poll <= POLLS; poll++) {
    const status = await ask(out_trade_no)
    say('query', status)
    if (status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED') return 'paid'
    if (status === 'TRADE_CLOSED') return 'closed'
    state = status === 'ACQ.TRADE_NOT_EXIST' ? 'missing' : 'waiting'
    // A late request would have arrived by the second look.
    if (state === 'missing' && poll > 1) return state
    await pause()
  }
  return state
}

/** One query: a `trade_status`, the gateway's reason, or that it could not be asked. */
async function ask(out_trade_no: string): Promise<string> {
  try {
    return (await execute(alipay, tradeQuery, { out_trade_no })).trade_status
  } catch (error) {
    if (error instanceof GatewayError && error.verified && error.reason !== undefined) return error.reason
    if (error instanceof ZhifuError) return describe(error)
    throw error
  }
}

/** Closes the order; who has paid in the meantime gets the money back. A repeat is safe. */
async function undo(out_trade_no: string): Promise<'closed'> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { retry_flag, action } = await execute(alipay, tradeCancel, { out_trade_no })
      say('cancel', action ?? 'no trade was found')
      // Without an action nothing was closed: a request that is still on its way could be paid.
      if (retry_flag === 'N' && action !== undefined) return 'closed'
      if (attempt === POLLS) throw new Error(`${out_trade_no} is neither paid nor closed: look into it`)
    } catch (error) {
      if (!isUnknown(error) || attempt === POLLS) throw error
      say('cancel', `${describe(error)}: outcome ${error.outcome}`)
    }
    await pause()
  }
}

/** Refunds once: the same `out_request_no` is the same refund, however often it is sent. */
async function refund(input: TradeRefundInput & { out_request_no: string }): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { fund_change, refund_fee } = await execute(alipay, tradeRefund, input)
      say('refund', `fund_change ${fund_change}, ${refund_fee} yuan back in all`)
      return
    } catch (error) {
      if (!isUnknown(error) || attempt === POLLS) throw error
      say('refund', `${describe(error)}: outcome ${error.outcome}`)
    }
    await pause()
  }
}

function isUnknown(error: unknown): error is ZhifuError {
  return error instanceof ZhifuError && error.outcome === 'unknown'
}

function describe(error: ZhifuError): string {
  return error instanceof GatewayError ? `${error.name} ${error.gatewayCode} ${error.reason}` : error.name
}

// --- What can happen. --------------------------------------------------------------------------------------

const step = (text: string): void => console.log(`\n— ${text}`)
function say(name: string, value: unknown): void {
  console.log(`  ${name.padEnd(14)} ${value}`)
}
const orderOf = (out_trade_no: string, auth_code = emulator.issuePayerCode()): TradePayInput => ({
  out_trade_no,
  total_amount: '12.50',
  subject: 'Espresso',
  scene: 'bar_code',
  auth_code,
})
const method = 'alipay.trade.pay'

step('The reply is lost: the payer has paid, and must not pay again')
emulator.fault('reply-lost', { method })
const lostReply = await charge(orderOf('LOST-REPLY'))
say('settled', lostReply)

step('The request is lost: nothing happened, and the same number is sent again')
emulator.fault('request-lost', { method })
const lostRequest = await charge(orderOf('LOST-REQUEST'))
say('settled', lostRequest)

step('The gateway says 20000, and yet the payer has paid')
emulator.fault('unavailable-after', { method })
const unavailable = await charge(orderOf('UNAVAILABLE'))
say('settled', unavailable)

step('The payer has to confirm and never does: asked a few times, then cancelled')
const unconfirmed = await charge(orderOf('UNCONFIRMED', emulator.issuePayerCode({ confirms: true })))
say('settled', unconfirmed)

step('The payer confirms after a while; a query that is lost on the way is repeated by itself, being a read')
const lostQuery = emulator.fault('reply-lost', { method: 'alipay.trade.query' })
const slow = charge(orderOf('SLOW', emulator.issuePayerCode({ confirms: true })))
const payer = setInterval(() => {
  if (!emulator.trades().some(({ outTradeNo }) => outTradeNo === 'SLOW')) return
  clearInterval(payer)
  void emulator.pay('SLOW')
}, PAUSE / 2)
const confirmed = await slow
say('lost', `${lostQuery.struck} query`)
say('settled', confirmed)

step("A refusal is no unknown outcome: the payer's balance is too low, and surely nothing moved")
const poor = orderOf('POOR', emulator.issuePayerCode({ balance: '1.00' }))
const refused = await charge(poor).catch((error: unknown) => error as ZhifuError)
if (refused instanceof ZhifuError) say('refused', `${describe(refused)}: outcome ${refused.outcome}`)

step('The reply of a refund is lost: the same number again gives nothing more')
emulator.fault('reply-lost', { method: 'alipay.trade.refund' })
await refund({ out_trade_no: 'LOST-REPLY', out_request_no: 'REFUND-1', refund_amount: '2.50' })

const trades = emulator.trades().map(trade => `${trade.outTradeNo} ${trade.status} ${trade.refundedAmount}`)
const expected = {
  'each order settled':
    [lostReply, lostRequest, unavailable, confirmed, unconfirmed].join() === 'paid,paid,paid,paid,closed',
  'the refusal': refused instanceof GatewayError && refused.outcome === 'untouched',
  'one trade for each number':
    trades.join() ===
    [
      'LOST-REPLY TRADE_SUCCESS 2.50',
      'LOST-REQUEST TRADE_SUCCESS 0.00',
      'UNAVAILABLE TRADE_SUCCESS 0.00',
      'UNCONFIRMED TRADE_CLOSED 0.00',
      'SLOW TRADE_SUCCESS 0.00',
    ].join(),
}
const wrong = Object.entries(expected).filter(([, right]) => !right)
if (wrong.length > 0) throw new Error(`not as expected: ${wrong.map(([name]) => name).join(', ')}`)
console.log('\nAll as it should be.')
