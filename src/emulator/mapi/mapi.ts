/** Puts mapi's parts together, beside the other gateways and on the same clock. */
import { fromCents } from '../../message/amount.ts'
import type { Clock } from '../clock.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import type { Numbers } from '../random.ts'
import type { KeyPair } from '../signing.ts'
import { type Batch, centsOf, createBatches, type Partner } from './batches.ts'
import { createGateway, type MapiGateway } from './gateway.ts'
import { batchNotification } from './notify.ts'
import { readSeals } from './signing.ts'
import type { MapiBatchSnapshot, MapiEmulator, MapiEmulatorOptions } from './surface.ts'

/** What mapi shares with the rest of the emulator. */
export interface SharedParts {
  readonly clock: Clock
  readonly numbers: Numbers
  readonly deliveries: Deliveries
  readonly faults: Faults
  readonly keys: KeyPair
}

const MINUTE = 60_000

/**
 * Makes the gateway and its surface.
 *
 * @param base where mapi is reached, without a slash at the end.
 * @throws {RangeError} for a balance or limit that is no decimal text, {TypeError} for a key that cannot be read.
 */
export async function createMapiEmulator(
  base: URL,
  { partners: settings, payees, settlesAfter = MINUTE, dsa }: MapiEmulatorOptions,
  { clock, numbers, deliveries, faults, keys }: SharedParts,
): Promise<{ gateway: MapiGateway; surface: MapiEmulator }> {
  const partners = new Map<string, Partner>()
  for (const setting of settings) {
    const { partner, email, accountName, state = 'normal', balance, mostPerTransfer } = setting
    partners.set(partner, {
      partner,
      email,
      accountName,
      state,
      balance: centsOf(balance),
      mostPerTransfer: centsOf(mostPerTransfer),
      seals: await readSeals(setting, keys, dsa),
    })
  }
  const notified = new Map<string, Partner>()
  const batches = createBatches(clock, numbers, payees, settlesAfter, batch => {
    if (batch.notifyUrl === '') return
    const notification = batchNotification(batch, numbers)
    notified.set(notification.notifyId, batch.partner)
    deliveries.send(notification)
  })
  const gateway = createGateway({
    partners,
    batches,
    clock,
    numbers,
    faults,
    notified,
    notifications: deliveries.records,
    pages: `${base.pathname}/confirm/`,
  })

  function only(batchNo: string, status: Batch['status']): Batch {
    clock.catchUp()
    const [batch, ...others] = batches.all().filter(one => one.batchNo === batchNo)
    if (batch === undefined) throw new RangeError(`there is no batch ${batchNo}`)
    if (others.length > 0) throw new RangeError(`several partners have a batch ${batchNo}`)
    if (batch.status !== status)
      throw new RangeError(`the batch ${batchNo} is ${batch.status}, not ${status}`)
    return batch
  }

  const surface: MapiEmulator = {
    gateway: `${base.origin}${base.pathname}/gateway.do`,
    confirm: batchNo => batches.confirm(only(batchNo, 'unconfirmed')),
    settle: batchNo => batches.settle(only(batchNo, 'accepted')),
    batch(batchNo) {
      clock.catchUp()
      const found = batches.all().find(one => one.batchNo === batchNo)
      return found === undefined ? null : snapshot(found)
    },
    batches() {
      clock.catchUp()
      return batches.all().map(snapshot)
    },
    balance(number) {
      clock.catchUp()
      const partner = partners.get(number)
      if (partner === undefined) throw new RangeError(`there is no partner ${number}`)
      return partner.balance === undefined ? null : fromCents(partner.balance)
    },
  }
  return { gateway, surface }
}

function snapshot({ partner, batchNo, status, transfers }: Batch): MapiBatchSnapshot {
  return {
    partner: partner.partner,
    batchNo,
    status,
    transfers: transfers.map(({ serial, account, amount, result }) => ({
      serial,
      account,
      amount: fromCents(amount),
      isPaid: result === undefined ? null : result.reason === null,
      reason: result?.reason ?? null,
    })),
  }
}
