/**
 * What comes after a crash, in a process of its own: `survivor <driver> <file> <form> <order> <body>` delivers again,
 * `survivor <driver> <file> counted <order>` only looks; prints JSON.
 */
import process from 'node:process'
import { deliver, type Shop } from './deliveries.ts'
import { type Kind, openShop } from './node-shops.ts'
import { aftermath } from './points.ts'

const [kind, address, form, order, body = ''] = process.argv.slice(2) as [
  Kind,
  string,
  string,
  string,
  string?,
]

const shop = await openShop(kind, address)
const counted = (): Promise<number> => shop.counted(order)
const chosen = (form === 'transaction' ? shop.transactional?.('count') : shop.plain) as Shop<unknown>
const found = form === 'counted' ? await counted() : await aftermath(() => deliver(chosen, body), counted)
console.log(JSON.stringify(found))
await shop.close()
