/** Puts mapi's parts together, beside the other gateways and on the same clock. */
import { fromCents, toCents } from '../../message/amount.ts'
import type { Signer } from '../../signature/signer.ts'
import type { Clock } from '../clock.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import type { Numbers } from '../random.ts'
import type { KeyPair } from '../signing.ts'
import { type Batch, createBatches, type Partner } from './batches.ts'
import { createGateway, type MapiGateway } from './gateway.ts'
import { batchNotification } from './notify.ts'
import { readSeals } from './signing.ts'
import type { MapiBatchSnapshot, MapiEmulator, MapiEmulatorOptions, MapiEmulatorPartner } from './surface.ts'

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
 * @throws {RangeError} for a balance or limit that is no decimal text, or a time that is none.
 * @throws {TypeError} for a public key that is not SPKI in PEM.
 */
export async function createMapiEmulator(
  base: URL,
  { partners: settings, payees, settlesAfter = MINUTE, dsa }: MapiEmulatorOptions,
  { clock, numbers, deliveries, faults, keys }: SharedParts,
): Promise<{ gateway: MapiGateway; surface: MapiEmulator }> {
  if (!(settlesAfter >= 0 && settlesAfter < Number.POSITIVE_INFINITY)) {
    throw new RangeError('settlesAfter takes milliseconds, zero or more')
  }
  const partners = new Map(
    await Promise.all(
      settings.map(async setting => [setting.partner, await readPartner(setting, keys, dsa)] as const),
    ),
  )
  const notified = new Map<string, Partner>()
  const batches = createBatches(clock, numbers, payees, settlesAfter, batch => {
    if (batch.notifyUrl === '') return
    const notification = batchNotification(batch, numbers)
    notified.set(notification.notifyId, batch.partner)
    deliveries.send(notification)
  })
  const isOpen = (partner: string, id: string): boolean =>
    notified.get(id)?.partner === partner &&
    deliveries.records().some(({ notifyId, acknowledged }) => notifyId === id && !acknowledged)
  const pages = `${base.pathname}/confirm/`
  const gateway = createGateway({ partners, batches, clock, numbers, faults, isOpen, pages })

  function find(batchNo: string, owner?: string): Batch[] {
    clock.catchUp()
    return batches
      .all()
      .filter(
        batch => batch.batchNo === batchNo && (owner ?? batch.partner.partner) === batch.partner.partner,
      )
  }

  function onlyIn(status: Batch['status'], batchNo: string, owner?: string): Batch {
    const [batch, ...others] = find(batchNo, owner)
    if (batch === undefined) throw new RangeError(`there is no batch ${batchNo}`)
    if (others.length > 0) throw new RangeError(`several partners have a batch ${batchNo}: name the partner`)
    if (batch.status === status) return batch
    throw new RangeError(`the batch ${batchNo} is ${batch.status}, not ${status}`)
  }

  const surface: MapiEmulator = {
    gateway: `${base.origin}${base.pathname}/gateway.do`,
    confirm: (batchNo, owner) => batches.confirm(onlyIn('unconfirmed', batchNo, owner)),
    settle: (batchNo, owner) => batches.settle(onlyIn('accepted', batchNo, owner)),
    batch(batchNo, owner) {
      const [batch, ...others] = find(batchNo, owner)
      return batch === undefined || others.length > 0 ? null : snapshot(batch)
    },
    batches() {
      clock.catchUp()
      return batches.all().map(snapshot)
    },
    balance(number) {
      clock.catchUp()
      const partner = partners.get(number)
      if (partner === undefined) throw new RangeError('there is no such partner')
      return partner.balance === undefined ? null : fromCents(partner.balance)
    },
  }
  return { gateway, surface }
}

async function readPartner(
  setting: MapiEmulatorPartner,
  keys: KeyPair,
  dsa: Signer | undefined,
): Promise<Partner> {
  const { partner, email, accountName, state = 'normal', balance, mostPerTransfer } = setting
  const cents = (text: string | undefined) => (text === undefined ? undefined : toCents(text))
  return {
    partner,
    email,
    accountName,
    state,
    balance: cents(balance),
    mostPerTransfer: cents(mostPerTransfer),
    seals: await readSeals(setting, keys, dsa),
  }
}

function snapshot({ partner, batchNo, status, transfers, settledAt }: Batch): MapiBatchSnapshot {
  return {
    partner: partner.partner,
    batchNo,
    status,
    settledAt: settledAt ?? null,
    transfers: transfers.map(({ serial, account, name, amount, note, result }) => ({
      serial,
      account,
      name,
      amount: fromCents(amount),
      note,
      isPaid: result === undefined ? null : result.reason === undefined,
      reason: result?.reason ?? null,
    })),
  }
}
