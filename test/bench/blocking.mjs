/**
 * The longest time for which nobody else gets a turn while 64 pay URLs are being signed. Signing elsewhere leaves
 * the event loop free; the official SDK signs on it.
 */
import { pageUrl } from 'zhifu'
import { tradePagePay } from 'zhifu/alipay'
import { alipay, order, sdk, urls } from './fixtures.mjs'
import { median } from './paired.mjs'
import { tell } from './report.mjs'

const ROUNDS = 41

const contenders = {
  zhifu: () => pageUrl(alipay, tradePagePay, order, urls),
  'alipay-sdk': async () => sdk.pageExecute('alipay.trade.page.pay', 'GET', { bizContent: order, ...urls }),
}

/** Milliseconds of the longest pause between two turns of the event loop. */
async function longestBlock(operation) {
  let last = performance.now()
  let longest = 0
  let watching = true
  const tick = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (watching) setImmediate(tick)
  }
  setImmediate(tick)
  await new Promise(resolve => setImmediate(resolve))
  await Promise.all(Array.from({ length: 64 }, operation))
  watching = false
  await new Promise(resolve => setImmediate(resolve))
  return longest
}

for (const operation of Object.values(contenders)) await longestBlock(operation)
const blocks = { zhifu: [], 'alipay-sdk': [] }
for (let round = 0; round < ROUNDS; round++)
  for (const [name, operation] of Object.entries(contenders)) blocks[name].push(await longestBlock(operation))
for (const name of Object.keys(contenders))
  tell(`${name}: 64 signatures block the event loop for ${median(blocks[name]).toFixed(1)} ms at a time`)
const times = median(blocks.zhifu.map((block, round) => blocks['alipay-sdk'][round] / block))
tell(`the official SDK blocks it ${times.toFixed(0)} times as long`)
