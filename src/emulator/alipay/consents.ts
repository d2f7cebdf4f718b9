/** Pages with one button, on which somebody agrees to something other than an order's payment. */
import { escapeHtml, htmlPage } from '../html.ts'
import type { Numbers } from '../random.ts'

/** What a page asks for. */
export interface Question {
  /** What it is about: `预授权 Freeze`. */
  readonly title: string
  readonly subject: string
  /** In yuan: `88.88`. */
  readonly amount: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  /** What stands on the button. */
  readonly button: string
  /** Does it; resolves to what the next page says, or to the address where the browser goes. */
  agree(): Promise<string | { readonly location: string }>
}

/** Shows such pages and takes their answers. */
export interface Consents {
  show(question: Question): Response
  /** Presses the button of the page behind a token; undefined when there is no such page. */
  agree(token: string): Promise<Response | undefined>
}

/** Makes them; their forms post to `path`, followed by a token and `/agree`. */
export function createConsents(path: string, numbers: Numbers): Consents {
  const pages = new Map<string, Question>()
  return {
    show(question) {
      const token = numbers.unique(24)
      pages.set(token, question)
      const form = `<form method="post" action="${escapeHtml(`${path}${token}/agree`)}"><button>${escapeHtml(question.button)}</button></form>`
      return htmlPage(`${question.title} · ${question.subject}`, section(question.subject, question, form))
    },
    async agree(token) {
      const question = pages.get(token)
      if (question === undefined) return undefined
      const next = await question.agree()
      if (typeof next === 'object')
        return new Response(null, { status: 302, headers: { location: next.location } })
      return htmlPage(`${next} · ${question.subject}`, section(next, question, ''))
    },
  }
}

function section(heading: string, { amount, facts }: Question, form: string): string {
  const rows = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`)
  return `<section>
<h1>${escapeHtml(heading)}</h1>
<p class="amount">¥${escapeHtml(amount)}</p>
<dl>
${rows.join('\n')}
</dl>
${form}</section>`
}
