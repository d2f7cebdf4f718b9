/** From an answer to its text: flat or wrapped, signed as the app has it. */
import { signedText } from '../signing.ts'
import type { Answer, App } from './call.ts'

/** Document 003 shows the answer of `bgcpay.trade.pay` wrapped, those of the queries flat. */
const WRAPPED: ReadonlySet<string> = new Set(['bgcpay.trade.pay', 'bgcpay.fund.trans.uni.transfer'])

/** The text of an answer. An app that is not known has no key, so that its answer is flat and unsigned. */
export async function writeAnswer(answer: Answer, method: string, app: App | undefined): Promise<string> {
  const inner = JSON.stringify(answer)
  const replies = app?.hasKey ? app.replies : 'unsigned'
  const sign = replies === 'unsigned' ? '' : await app?.key.sign(replies === 'node' ? inner : joined(answer))
  const signature = sign ? `,"sign":"${sign}"` : ''
  if (replies !== 'node' && !WRAPPED.has(method)) return `${inner.slice(0, -1)}${signature}}`
  return `{"${/^[\w.]+$/.test(method) ? method.replaceAll('.', '_') : 'error'}_response":${inner}${signature}}`
}

/** The members as a request's parameters would be: texts as they are, nothing for null. */
function joined(answer: Answer): string {
  return signedText(
    Object.entries(answer).map(([name, value]) => [name, value ?? '']),
    [],
  )
}
