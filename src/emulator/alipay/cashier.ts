/** The methods that a browser opens, and QR codes: the page where the payer pays or walks away, and the way back to the merchant. */
import { fromCents } from '../../message/amount.ts'
import { beijingTime } from '../../message/beijing-time.ts'
import { isAddress } from '../checks.ts'
import { escapeHtml, htmlPage } from '../html.ts'
import type { Numbers } from '../random.ts'
import type { Bank, Call } from './call.ts'
import { returnLocation } from './notify.ts'
import { openOrder, tradeFor } from './order.ts'
import { cashierPayer } from './payers.ts'
import { type Refusal, refuse } from './refusals.ts'
import type { Seals } from './seals.ts'
import { tradePageRefund } from './trade.page.refund.ts'
import type { Trade } from './trades.ts'

/** Serves the cashier's pages and acts for the payer. */
export interface Cashier {
  /** Opens the page for a checked call; an order exists from here on, a refund is made by its button. */
  open(call: Call): Response
  /** Opens the page for who scanned a QR code; the trade exists from here on. */
  scan(token: string): Response
  /** The page that says why there is nothing to pay. */
  refuse(refusal: Refusal): Response
  /** Presses a button: `action` is `pay` or `close`. */
  act(token: string, action: string): Promise<Response>
  /** Pays as the payer; resolves to where the browser goes, null when the order has no `return_url`. */
  pay(trade: Trade): Promise<string | null>
}

/** Makes a cashier whose forms post to `path`, followed by a token and the action. */
export function createCashier(path: string, bank: Bank, seals: Seals, numbers: Numbers): Cashier {
  const pages = new Map<string, Trade>()

  function show(trade: Trade | Refusal): Response {
    if ('code' in trade) return cashier.refuse(trade)
    const token = numbers.unique(24)
    pages.set(token, trade)
    return htmlPage(`付款 Pay · ${trade.subject}`, payment(trade, `${path}${token}`))
  }

  const cashier: Cashier = {
    open(call) {
      const { fields, method, returnUrl } = call
      if (method === 'alipay.trade.page.refund') {
        const page = tradePageRefund(call, bank, seals)
        return 'code' in page ? cashier.refuse(page) : page
      }
      fields.text('product_code', { required: true, max: 64 })
      const quitUrl = method === 'alipay.trade.wap.pay' ? fields.text('quit_url', { max: 400 }) : ''
      // A link that runs a script would run it in the cashier.
      if (quitUrl !== '' && !isAddress(quitUrl)) fields.reject('quit_url')
      const trade = openOrder(call, bank, '15d')
      if (!('code' in trade)) trade.visit = { method, returnUrl, quitUrl }
      return show(trade)
    },
    scan(token) {
      const offer = bank.offers.byToken(token)
      return show(offer === undefined ? refuse('ACQ.TRADE_NOT_EXIST') : tradeFor(offer.order, bank))
    },
    refuse({ sub_code, sub_msg }) {
      return htmlPage(
        `出错了 Error · ${sub_code}`,
        `<section><h1>调试错误，请回到请求来源地，重新发起请求。</h1>
<p>There is nothing to pay here: go back and start again.</p>
<p>错误代码 Error code: <code>${escapeHtml(sub_code)}</code></p>
<p>错误原因 Reason: ${escapeHtml(sub_msg)}</p></section>`,
      )
    },
    async act(token, action) {
      const trade = pages.get(token)
      if (trade === undefined) return cashier.refuse(refuse('ACQ.TRADE_NOT_EXIST'))
      if (action === 'close') bank.trades.close(trade)
      else if (action === 'pay') {
        const location = await cashier.pay(trade)
        if (location !== null) return new Response(null, { status: 302, headers: { location } })
      }
      return htmlPage(`${STATUS[trade.status]} · ${trade.subject}`, result(trade))
    },
    async pay(trade) {
      bank.trades.pay(trade, trade.payer ?? cashierPayer)
      const { status, visit } = trade
      if (status !== 'TRADE_SUCCESS' || visit === undefined || visit.returnUrl === '') return null
      return returnLocation(trade, visit, bank.clock.now(), seals)
    },
  }
  return cashier
}

const STATUS: Record<Trade['status'], string> = {
  WAIT_BUYER_PAY: '等待付款 Waiting',
  TRADE_SUCCESS: '付款成功 Paid',
  TRADE_CLOSED: '交易关闭 Closed',
  TRADE_FINISHED: '交易完成 Finished',
}

function payment(trade: Trade, action: string): string {
  return `<section>
<h1>${escapeHtml(trade.subject)}</h1>
<p class="amount">¥${fromCents(trade.amount)}</p>
${facts(trade)}
<form method="post" action="${escapeHtml(action)}/pay"><button>确认付款 Pay</button></form>
<form method="post" action="${escapeHtml(action)}/close"><button class="quiet">取消交易 Close</button></form>
${quitLink(trade)}</section>`
}

function result(trade: Trade): string {
  return `<section>
<h1>${STATUS[trade.status]}</h1>
<p class="amount">¥${fromCents(trade.amount)}</p>
${facts(trade)}
${quitLink(trade)}</section>`
}

/** The way back to the shop without paying, which only `alipay.trade.wap.pay` has. */
function quitLink({ status, visit }: Trade): string {
  const isUnpaid = status === 'WAIT_BUYER_PAY' || status === 'TRADE_CLOSED'
  if (!isUnpaid || visit === undefined || visit.quitUrl === '') return ''
  return `<p><a href="${escapeHtml(visit.quitUrl)}">返回商户 Back to the shop</a></p>\n`
}

function facts(trade: Trade): string {
  return `<dl>
<dt>商户订单号 Order</dt><dd>${escapeHtml(trade.outTradeNo)}</dd>
<dt>支付宝交易号 Trade</dt><dd>${escapeHtml(trade.tradeNo)}</dd>
<dt>收款方 Payee</dt><dd>${escapeHtml(trade.sellerId)}</dd>
<dt>付款期限 Pay by</dt><dd>${beijingTime(new Date(trade.deadline))}</dd>
</dl>`
}
