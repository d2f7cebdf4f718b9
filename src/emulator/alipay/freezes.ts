/** Money that payers froze for merchants (资金预授权): what of it was released and taken, and what is left. */
import type { Clock } from '../clock.ts'
import type { Numbers } from '../random.ts'
import type { SignType } from '../signing.ts'
import { dayOf } from '../times.ts'
import type { Payer } from './trades.ts'

/** The states of a freeze: waiting for the payer, frozen, used up or released, never agreed to. */
export type FreezeStatus = 'INIT' | 'AUTHORIZED' | 'FINISH' | 'CLOSED'

/** What a merchant asks a payer to freeze; a repeat must say the same. */
export interface FreezeOrder {
  readonly appId: string
  /** The app of the merchant that is acted for; the same as `appId` where nobody is. */
  readonly authAppId: string
  readonly outOrderNo: string
  readonly outRequestNo: string
  readonly title: string
  /** In cents. */
  readonly amount: bigint
  /** `PRE_AUTH` at the till, `PRE_AUTH_ONLINE` in apps; taking the money must name the same. */
  readonly productCode: string
  readonly payeeId: string
  readonly notifyUrl: string
  /** How notifications about it are written and signed: as the request was. */
  readonly charset: string
  readonly signType: SignType
  /** When it closes if the payer does not agree, in milliseconds since 1970. */
  readonly deadline: number
}

/** One step with frozen money. */
export interface Operation {
  readonly type: 'FREEZE' | 'UNFREEZE' | 'PAY'
  readonly operationId: string
  /** The merchant's number of it; of a payment the order's. */
  readonly outRequestNo: string
  /** In cents. */
  readonly amount: bigint
  readonly remark: string
  readonly createdAt: Date
  status: 'INIT' | 'SUCCESS' | 'CLOSED'
  doneAt: Date | undefined
}

/** What is to be released or taken. */
export interface OperationOrder {
  readonly number: string
  /** In cents, at most what is left. */
  readonly amount: bigint
  readonly remark?: string
  /** Where this step is told; empty where nowhere. */
  readonly notifyUrl?: string
}

/** A freeze and what became of it. All amounts are in cents. */
export interface Freeze extends FreezeOrder {
  readonly authNo: string
  readonly createdAt: Date
  status: FreezeStatus
  payer: Payer | undefined
  /** The freeze first, the others in their order. */
  readonly operations: [Operation, ...Operation[]]
  frozen: bigint
  released: bigint
  taken: bigint
  /** What cancelling did, in the words of `action`. */
  cancelled: 'close' | 'unfreeze' | undefined
}

/** Looks freezes up and changes them. Nothing of one app is ever seen through another. */
export interface Freezes {
  open(order: FreezeOrder): Freeze
  byOrder(appId: string, outOrderNo: string): Freeze | undefined
  byAuthNo(appId: string, authNo: string): Freeze | undefined
  all(): Freeze[]
  /** The payer agrees. */
  authorize(freeze: Freeze, payer: Payer): void
  /** Nobody agrees any more. */
  close(freeze: Freeze): void
  release(freeze: Freeze, order: OperationOrder): Operation
  take(freeze: Freeze, order: OperationOrder): Operation
}

/** What is still frozen, in cents. */
export function restOf({ frozen, released, taken }: Freeze): bigint {
  return frozen - released - taken
}

/** Makes the book; `announce` is called when the freeze or a release has come to its end. */
export function createFreezes(
  clock: Clock,
  numbers: Numbers,
  announce: (freeze: Freeze, operation: Operation, url: string) => void,
): Freezes {
  const orders = new Map<string, Map<string, Freeze>>()
  const numbered = new Map<string, Freeze>()

  function begin(type: Operation['type'], { number, amount, remark = '' }: OperationOrder): Operation {
    const createdAt = clock.now()
    return {
      type,
      operationId: `${dayOf(createdAt)}${numbers.unique(12)}`,
      outRequestNo: number,
      amount,
      remark,
      createdAt,
      status: 'INIT',
      doneAt: undefined,
    }
  }

  function end(operation: Operation, status: 'SUCCESS' | 'CLOSED'): void {
    operation.status = status
    operation.doneAt = clock.now()
  }

  /** Does a step that needs nobody's consent. */
  function step(freeze: Freeze, type: 'UNFREEZE' | 'PAY', order: OperationOrder): Operation {
    const operation = begin(type, order)
    freeze.operations.push(operation)
    if (type === 'PAY') freeze.taken += order.amount
    else freeze.released += order.amount
    end(operation, 'SUCCESS')
    if (restOf(freeze) === 0n) freeze.status = 'FINISH'
    return operation
  }

  const freezes: Freezes = {
    open(order) {
      const createdAt = clock.now()
      const freeze: Freeze = {
        ...order,
        authNo: `${dayOf(createdAt)}10002001${numbers.unique(12)}`,
        createdAt,
        status: 'INIT',
        payer: undefined,
        operations: [begin('FREEZE', { number: order.outRequestNo, amount: order.amount })],
        frozen: 0n,
        released: 0n,
        taken: 0n,
        cancelled: undefined,
      }
      const own = orders.get(order.appId) ?? new Map<string, Freeze>()
      orders.set(order.appId, own.set(order.outOrderNo, freeze))
      numbered.set(freeze.authNo, freeze)
      clock.schedule(order.deadline, () => freezes.close(freeze))
      return freeze
    },
    byOrder: (appId, outOrderNo) => orders.get(appId)?.get(outOrderNo),
    byAuthNo(appId, authNo) {
      const freeze = numbered.get(authNo)
      return freeze?.appId === appId ? freeze : undefined
    },
    all: () => [...numbered.values()],
    authorize(freeze, payer) {
      if (freeze.status !== 'INIT') return
      const [operation] = freeze.operations
      freeze.status = 'AUTHORIZED'
      freeze.payer = payer
      freeze.frozen = freeze.amount
      end(operation, 'SUCCESS')
      announce(freeze, operation, freeze.notifyUrl)
    },
    close(freeze) {
      if (freeze.status !== 'INIT') return
      const [operation] = freeze.operations
      freeze.status = 'CLOSED'
      end(operation, 'CLOSED')
      announce(freeze, operation, freeze.notifyUrl)
    },
    release(freeze, order) {
      const operation = step(freeze, 'UNFREEZE', order)
      announce(freeze, operation, order.notifyUrl ?? '')
      return operation
    },
    take: (freeze, order) => step(freeze, 'PAY', order),
  }
  return freezes
}
