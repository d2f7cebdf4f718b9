/** `batch_trans_notify`: the page on which the payer confirms a batch with the password. */
import { fromCents } from '../../message/amount.ts'
import { escapeHtml, htmlPage } from '../html.ts'
import type { Batch } from './batches.ts'

/** The page that asks for the password; its form posts to `action`. */
export function confirmationPage(batch: Batch, action: string): Response {
  return htmlPage(
    `批量付款 Batch · ${batch.batchNo}`,
    `<section>${facts(batch)}
<form method="post" action="${escapeHtml(action)}"><button>输入支付密码确认 Confirm with the password</button></form></section>`,
  )
}

/** The page after that. */
export function confirmedPage(batch: Batch): Response {
  return htmlPage(
    `批量付款 Batch · ${batch.batchNo}`,
    `<section><h1>已受理，处理中 Accepted</h1>${facts(batch)}</section>`,
  )
}

/** The page that says why a batch is not taken. */
export function refusalPage(error: string): Response {
  return htmlPage(
    `出错了 Error · ${error}`,
    `<section><h1>调试错误，请回到请求来源地，重新发起请求。</h1>
<p>Nothing is paid here: go back and start again.</p>
<p>错误代码 Error code: <code>${escapeHtml(error)}</code></p></section>`,
  )
}

function facts({ batchNo, partner, transfers }: Batch): string {
  const sum = fromCents(transfers.reduce((total, { amount }) => total + amount, 0n))
  return `<h1>${escapeHtml(batchNo)}</h1>
<p class="amount">¥${sum}</p>
<dl>
<dt>付款方 Payer</dt><dd>${escapeHtml(partner.accountName)} ${escapeHtml(partner.email)}</dd>
<dt>笔数 Transfers</dt><dd>${transfers.length}</dd>
</dl>`
}
