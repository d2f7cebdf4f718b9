/** Runs the recipe in Deno: `deno run … main.deno.ts <URL of the orders>`. */
import process from 'node:process'
import { serveNotifications } from '../../examples/recipes/deno-serve.ts'
import { remoteOrders } from './remote-orders.ts'

const orders = remoteOrders(process.argv[2] ?? '')
const server = serveNotifications(orders, { hostname: '127.0.0.1', port: 0 })
console.log(`port ${server.addr.port}`)
