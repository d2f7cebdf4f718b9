/** File = wire name = export: who knows one of the three knows all. */
import { describe, expect, test } from 'vitest'
import { filesBelow, root } from './source.ts'

/** What a gateway's own wire names begin with, and what its files leave out. */
const GATEWAYS = [
  { gateway: 'alipay', prefix: 'alipay.' },
  { gateway: 'bgcpay', prefix: 'bgcpay.' },
  { gateway: 'mapi', prefix: '' },
]

/** `trade.page.pay` → `tradePagePay`, `batch_trans_notify` → `batchTransNotify`. */
function exportName(stem: string): string {
  return stem.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** `trade.pay` → `alipay.trade.pay`; Alipay's sister houses go by their own first word. */
function wireName(stem: string, prefix: string): string {
  return /^(koubei|mybank)\./.test(stem) ? stem : `${prefix}${stem}`
}

async function load(file: string): Promise<Record<string, unknown>> {
  return (await import(/* @vite-ignore */ root + file)) as Record<string, unknown>
}

const source = filesBelow('src')

describe.each(GATEWAYS.filter(({ gateway }) => source.includes(`src/${gateway}/index.ts`)))(
  '$gateway',
  ({ gateway, prefix }) => {
    const apis = source.filter(file => file.startsWith(`src/${gateway}/api/`))

    test('api/ is flat and has files', () => {
      expect(apis.length).toBeGreaterThan(0)
      expect(apis.filter(file => !/\/api\/[a-z0-9._]+\.ts$/.test(file))).toEqual([])
    })

    test.each(apis)('%s', async file => {
      const stem = file.replace(/^.*\/api\//, '').replace(/\.ts$/, '')
      const module = await load(file)
      expect(Object.keys(module)).toEqual([exportName(stem)])
      const api = module[exportName(stem)] as { name: string; gateway: string }
      expect(api.name).toBe(wireName(stem, prefix))
      expect(api.gateway).toBe(gateway)
    })

    test('the index re-exports each under its name, and no other API', async () => {
      const index = await load(`src/${gateway}/index.ts`)
      const exported: string[] = []
      for (const file of apis) {
        for (const [name, api] of Object.entries(await load(file))) {
          expect(index[name], `${name} of ${file}`).toBe(api)
          exported.push(name)
        }
      }
      const others = Object.entries(index).filter(
        ([name, value]) =>
          !exported.includes(name) &&
          typeof value === 'object' &&
          value !== null &&
          'kind' in value &&
          ['call', 'page', 'app'].includes(value.kind as string),
      )
      expect(others.map(([name]) => name)).toEqual([])
    })

    test('every notification type says which gateway it belongs to, and is re-exported', async () => {
      const index = await load(`src/${gateway}/index.ts`)
      const types = source.filter(file => file.startsWith(`src/${gateway}/notify/`))
      let count = 0
      for (const file of types) {
        for (const [name, value] of Object.entries(await load(file))) {
          if (typeof value !== 'object' || value === null || !('decides' in value)) continue
          expect(value, `${name} of ${file}`).toMatchObject({ gateway })
          expect(index[name], `${name} of ${file}`).toBe(value)
          count++
        }
      }
      expect(count).toBeGreaterThan(0)
    })
  },
)

test('names are made as the house says', () => {
  expect(exportName('trade.page.pay')).toBe('tradePagePay')
  expect(exportName('koubei.trade.itemorder.buy')).toBe('koubeiTradeItemorderBuy')
  expect(exportName('batch_trans_notify_no_pwd')).toBe('batchTransNotifyNoPwd')
  expect(wireName('trade.page.pay', 'alipay.')).toBe('alipay.trade.page.pay')
  expect(wireName('koubei.trade.itemorder.buy', 'alipay.')).toBe('koubei.trade.itemorder.buy')
  expect(wireName('mybank.payment.trade.order.create', 'alipay.')).toBe('mybank.payment.trade.order.create')
})
