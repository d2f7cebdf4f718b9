/** A shop in a process of its own, which stops dead at one point of a delivery and waits there to be killed. */
import process from 'node:process'
import { deliver, type Shop } from './deliveries.ts'
import type { DatabaseShop } from './node-shops.ts'
import { type Kind, openShop } from './node-shops.ts'
import { holding, LEASE, type Point } from './points.ts'

const [kind, address, point, body] = process.argv.slice(2) as [Kind, string, Point, string]

const shop: DatabaseShop = await openShop(kind, address)
const chosen = point.endsWith('transaction') ? shop.transactional?.('count') : shop.plain
if (chosen === undefined) throw new Error(`${kind} has no transactions`)
await deliver(holding(chosen as Shop<unknown>, point), body, { lease: LEASE })
