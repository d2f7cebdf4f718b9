/** `batch_trans_notify`: the page on which the payer confirms a batch with the password. */
import { fromCents } from '../../message/amount.ts'
import { escapeHtml, htmlPage } from '../html.ts'
import type { Batch } from './batches.ts'

/** How a batch stands; as long as it waits for the password there is a form, which posts to `action`. */
export function batchPage(batch: Batch, action: string): Response {
  const form = `<form method="post" action="${escapeHtml(action)}"><button>输入支付密码确认 Confirm with the password</button></form>`
  return htmlPage(
    `${STATUS[batch.status]} · ${batch.batchNo}`,
    `<section>
<h1>${STATUS[batch.status]}</h1>
${facts(batch)}
${batch.status === 'unconfirmed' ? form : ''}
</section>`,
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

const STATUS: Record<Batch['status'], string> = {
  unconfirmed: '批量付款 Batch of transfers',
  accepted: '已受理，处理中 Accepted',
  settled: '处理完成 Ended',
}

function facts({ batchNo, partner, transfers }: Batch): string {
  const sum = fromCents(transfers.reduce((total, { amount }) => total + amount, 0n))
  const lines = transfers.map(
    ({ name, account, amount }) =>
      `<dt>${escapeHtml(name)} ${escapeHtml(account)}</dt><dd>¥${fromCents(amount)}</dd>`,
  )
  return `<p class="amount">¥${sum}</p>
<dl>
<dt>批次号 Batch</dt><dd>${escapeHtml(batchNo)}</dd>
<dt>付款方 Payer</dt><dd>${escapeHtml(partner.accountName)} ${escapeHtml(partner.email)}</dd>
<dt>笔数 Transfers</dt><dd>${transfers.length}</dd>
${lines.join('\n')}
</dl>`
}
