/** Runs the recipe in Bun: `bun run main.bun.ts <URL of the orders>`. */
import process from 'node:process'
import { serveNotifications } from '../../examples/recipes/bun-serve.ts'
import { remoteOrders } from './remote-orders.ts'

const orders = remoteOrders(process.argv[2] ?? '')
const server = serveNotifications(orders, { hostname: '127.0.0.1', port: 0 })
console.log(`port ${server.port}`)
