/** Writes the table of every API and notification from the code itself: the documentation cannot fall behind. */
import type { Api } from '../../src/index.ts'
import { filesBelow, read, root } from '../house/source.ts'

const GATEWAYS = [
  { gateway: 'alipay', title: 'Alipay Open Platform', subpath: 'zhifu/alipay' },
  { gateway: 'mapi', title: 'Alipay mapi', subpath: 'zhifu/mapi' },
  { gateway: 'bgcpay', title: 'bgcpay', subpath: 'zhifu/bgcpay' },
]
const VERBS = { call: 'execute', page: 'pageUrl, pageForm', app: 'appString' }

/** The first sentence of a file: what it does, and the vendor's title in brackets. */
function headOf(file: string): { what: string; title: string } {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(read(file))?.[1] ?? ''
  const text = comment.replace(/\n \*/g, '').trim()
  const [, what = '', title = ''] = /^[^:]+: ([^(（]+) \(([^`]*?)(?:, `[^`]*`)?\)/.exec(text) ?? []
  if (what === '' || title === '') throw new Error(`${file}: its first comment does not say what it does`)
  return { what, title }
}

/** Which of the documents describes it; the others are described on Alipay's public pages alone. */
function documentOf(file: string): string {
  return /document (\d{3})/.exec(read(file))?.[1] ?? '–'
}

async function load(file: string): Promise<[name: string, value: object][]> {
  const module = (await import(/* @vite-ignore */ root + file)) as Record<string, unknown>
  return Object.entries(module).filter((entry): entry is [string, object] => typeof entry[1] === 'object')
}

async function apiRows(gateway: string): Promise<string[]> {
  const rows: string[] = []
  for (const file of filesBelow(`src/${gateway}/api`)) {
    const { what, title } = headOf(file)
    for (const [name, value] of await load(file)) {
      const api = value as Api
      const effect = api.kind === 'call' ? (api.reads ? 'read' : 'write') : 'write'
      rows.push(
        `| \`${api.name}\` | \`${name}\` | ${title} | ${what} | ${api.kind} | \`${VERBS[api.kind].replaceAll(', ', '`, `')}\` | ${effect} | ${documentOf(file)} |`,
      )
    }
  }
  return rows
}

async function messageRows(gateway: string): Promise<string[]> {
  const rows: string[] = []
  for (const file of filesBelow(`src/${gateway}/notify`)) {
    for (const [name, value] of await load(file)) {
      if (!('decides' in value)) continue
      const type = value as unknown as { name: string; kind: string }
      const verb = type.kind === 'return' ? 'verifyReturn' : 'handleNotify`, `verifyNotify'
      rows.push(`| \`${type.name}\` | \`${name}\` | ${type.kind} | \`${verb}\` |`)
    }
  }
  return rows
}

/** The whole page. */
export async function cataloguePage(): Promise<string> {
  const parts = [
    '# Every API and notification',
    '',
    'Made from the code by `npm run catalogue`; a test holds it to be up to date. *Document* is the seed document that describes the API; a dash stands where only Alipay’s public pages do. A *read* moves nothing and may be repeated; a *write* is never sent twice by itself.',
  ]
  for (const { gateway, title, subpath } of GATEWAYS) {
    const apis = await apiRows(gateway)
    parts.push('', `## ${title} (\`${subpath}\`)`, '')
    parts.push('| method | import | 名称 | what it does | kind | verb | effect | document |')
    parts.push('|---|---|---|---|---|---|---|---|', ...apis, '')
    parts.push('| notification or return | import | kind | verb |')
    parts.push('|---|---|---|---|', ...(await messageRows(gateway)))
  }
  return `${parts.join('\n')}\n`
}
