/** The Worker that keeps the orders: it answers the recipe's calls, and asks the shop of the test. */
import { WorkerEntrypoint } from 'cloudflare:workers'
import { remoteOrders } from './remote-orders.ts'

const orders = remoteOrders('http://shop')

export default class extends WorkerEntrypoint {
  find(number) {
    return orders.find(number)
  }

  markPaid(trade) {
    return orders.markPaid(trade)
  }
}
