/** Holds the emulated Alipay's answers to the fact tables: no field and no code that no document knows. */
import { readFileSync } from 'node:fs'
import { hasTable, type Row, readTable } from '../support/fact-tables.ts'

interface GatewayErrors {
  readonly errors: readonly { readonly sub_code: string | null; readonly gateways: readonly string[] }[]
}
const file = new URL('../facts/gateway-errors.json', import.meta.url)
const gateway = new Set(
  (JSON.parse(readFileSync(file, 'utf8')) as GatewayErrors).errors
    .filter(({ gateways }) => gateways.includes('alipay-openapi'))
    .map(({ sub_code }) => sub_code),
)

/** Methods whose own codes no document lists: what is said of a trade stands in for them. */
const BORROWED = new Map([
  ['koubei.trade.itemorder.buy', 'alipay.trade.create'],
  ['koubei.trade.itemorder.refund', 'alipay.trade.refund'],
])

/** @throws {Error} for a field or sub code that the method's table does not hold. */
export function requireKnown(method: string, answer: Readonly<Record<string, unknown>>): void {
  if (!hasTable(method)) throw new Error(`no table of ${method}`)
  const { sub_code, code: _, msg: __, sub_msg: ___, ...fields } = answer
  if (sub_code !== undefined && !gateway.has(String(sub_code))) {
    const listed = [method, BORROWED.get(method) ?? method].flatMap(name => readTable(name).errors)
    if (!listed.some(({ code }) => code === sub_code)) throw new Error(`${method} answers ${sub_code}`)
  }
  requireFields(method, fields, readTable(method).response)
}

function requireFields(path: string, value: unknown, rows: readonly Row[]): void {
  if (Array.isArray(value)) for (const one of value) requireFields(path, one, rows)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      const row = rows.find(one => one.name === name)
      if (row === undefined) throw new Error(`${path}.${name} stands in no document`)
      requireFields(`${path}.${name}`, inner, row.children ?? [])
    }
  }
}
