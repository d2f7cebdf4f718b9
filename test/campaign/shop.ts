/** One process of the campaign's shop: `shop <form> <database's port>`, the gateway's key in GATEWAY_KEY. */
import { createServer } from 'node:http'
import process from 'node:process'
import { createAlipay, type TradeStatusSync, tradeEvent, tradeStatusSync } from '../../src/alipay/index.ts'
import { handleNotify, rsa2Verifier } from '../../src/index.ts'
import { type Form, openLedger } from './ledgers.ts'

/** How long another process waits for one that died, in milliseconds. */
const LEASE = 500

const [form, port] = process.argv.slice(2) as [Form, string]
const receiver = createAlipay({
  appId: process.env['APP_ID'] ?? '',
  verifier: rsa2Verifier(process.env['GATEWAY_KEY'] ?? ''),
})
const ledger = await openLedger(form, Number(port))

async function handle(trade: TradeStatusSync, { transaction }: { transaction: never }): Promise<void> {
  const event = tradeEvent(trade)
  await ledger.count(
    trade.out_trade_no,
    event === 'refunded' ? `refunded ${trade.out_biz_no}` : event,
    transaction,
  )
  // Between the effect and the mark: here a crash is worst, so let there be time for one.
  await new Promise(resolve => setTimeout(resolve, 2))
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const answer = await handleNotify(receiver, tradeStatusSync, Buffer.concat(chunks), {
    expect: async ({ out_trade_no }) => {
      const total_amount = await ledger.total(out_trade_no)
      return total_amount === undefined ? null : { total_amount }
    },
    handle,
    store: ledger.store,
    lease: LEASE,
  })
  response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(await answer.text())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`port ${address?.port}`)
})
