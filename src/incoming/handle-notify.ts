/** A notification's whole way, from the request to the exact bytes that the gateway waits for. */
import { KeyError, MessageError, MismatchError, TransportError, ZhifuError } from '../errors.ts'
import { requireSubject } from '../gateway/arguments.ts'
import type { Receiver } from '../gateway/gateway.ts'
import type { NotificationType } from '../gateway/notification.ts'
import type { NotifySource } from './read-source.ts'
import { type Received, receive } from './receive.ts'
import type { NotificationStore, TransactionalStore } from './store.ts'

type Awaitable<T> = T | Promise<T>

/** The fields of a notification type. */
export type MessageOf<Type> =
  Type extends NotificationType<string, infer Message, never, unknown> ? Message : never

/** What `expect` has to say for a notification type. */
export type ExpectedOf<Type> = Type extends { compare(message: never, expected: infer Expected): unknown }
  ? Expected
  : never

/** What `handle` is given for a notification type: its fields, and what the order adds to them. */
export type HandledOf<Type> = Type extends { complete?(message: never, expected: never): infer Handled }
  ? Handled
  : never

/** What `handle` is given beside the message. */
export interface HandleContext<Expected, Transaction = undefined> {
  /** What `expect` said of the order. */
  readonly order: Expected
  /** The store's transaction, to write the effect in; a plain store has none. */
  readonly transaction: Transaction
}

/** What a shop does with notifications. */
export interface NotifyHandling<Message, Expected, Handled = Message, Transaction = undefined> {
  /** Looks up what the order should be; `null` for an order that is not yours. */
  expect(message: Message): Awaitable<Expected | null>
  /** Does what is to be done. When it throws, the gateway is asked to deliver again. */
  handle(message: Handled, context: HandleContext<Expected, Transaction>): Awaitable<void>
  /** Remembers what was handled; without one, every repeat is handled again. */
  readonly store?: NotificationStore | TransactionalStore<Transaction> | undefined
  /**
   * How long one worker may take, in milliseconds, before another may claim; 60,000 by default. A store with
   * transactions needs none: there the claim ends with the transaction.
   */
  readonly lease?: number | undefined
  /** Told of everything that was not acknowledged, but for what another worker is handling at the moment. */
  onError?(error: unknown): Awaitable<void>
  /** Given genuine notifications of other types, by name; when it returns they are acknowledged. */
  onOther?(fields: Readonly<Record<string, string>>): Awaitable<void>
}

const LEASE = 60_000

/**
 * Verifies a notification, compares it with the order, handles it once, and answers the gateway.
 *
 * Forged, malformed or not the order's: 400. Too large: 413. Handler, store or confirmation failed, or
 * another worker is at it: 500, so that the gateway repeats. Handled now or before: 200 and exactly the bytes
 * that the gateway waits for.
 *
 * @param types one notification type, or a list.
 * @param source the request, or its raw body as text or bytes where the host has no `Request`.
 * @throws {TypeError} for a parsed object, a body that was read already, a handling without `expect` or `handle`,
 *   or arguments of another kind.
 * @throws {RangeError} for a lease of no time.
 */
export async function handleNotify<Type extends NotificationType, Transaction = undefined>(
  receiver: Receiver<NoInfer<Type>['gateway']>,
  types: Type | readonly Type[],
  source: NotifySource,
  handling: NotifyHandling<
    MessageOf<NoInfer<Type>>,
    ExpectedOf<NoInfer<Type>>,
    HandledOf<NoInfer<Type>>,
    Transaction
  >,
): Promise<Response> {
  requireHandling(handling)
  const expectedTypes = (Array.isArray(types) ? types : [types]) as NotificationType[]
  // Without any type nothing would ever be accepted.
  for (const type of expectedTypes.length === 0 ? [undefined] : expectedTypes)
    requireSubject(receiver, type, 'notification')
  const { gateway } = receiver
  const again = async (status: number, error: unknown): Promise<Response> => {
    try {
      await handling.onError?.(error)
    } catch {
      // A reporter that fails must not change what the gateway is told.
    }
    return answer(status, gateway.ack.again)
  }

  let received: Received<NotificationType>
  try {
    received = await receive(receiver, expectedTypes, source)
  } catch (error) {
    if (error instanceof TypeError) throw error
    return again(statusOf(error), error)
  }
  const { type, params, message } = received
  const unconfirmed = async (): Promise<Response | undefined> => {
    try {
      await gateway.confirm?.(receiver, params)
      return undefined
    } catch (error) {
      return again(statusOf(error), error)
    }
  }
  try {
    if (type === undefined) {
      if (handling.onOther === undefined) {
        return again(400, new MessageError('a genuine notification of a type that is not handled here'))
      }
      const refusal = await unconfirmed()
      if (refusal !== undefined) return refusal
      await handling.onOther(Object.assign(Object.create(null), Object.fromEntries(params)))
      return answer(200, gateway.ack.done)
    }
    const order = await handling.expect(message as MessageOf<Type>)
    const mismatch = mismatchOf(type, message, order)
    if (mismatch !== undefined) return again(400, mismatch)
    const refusal = await unconfirmed()
    if (refusal !== undefined) return refusal
    const complete = (type.complete?.(message, order) ?? message) as HandledOf<Type>
    const number = gateway.notifyId(params)
    if (number === '' && handling.store !== undefined) {
      // All without one would have the same id, and the second be taken for a repeat of the first.
      return again(
        400,
        new MessageError(`${type.name}: it has no number by which a store could tell repeats`),
      )
    }
    const id = `${gateway.name}:${gateway.account(receiver)}:${number}`
    const state = await once(handling, id, async transaction =>
      handling.handle(complete, { order: order as ExpectedOf<Type>, transaction }),
    )
    return state === 'busy' ? answer(500, gateway.ack.again) : answer(200, gateway.ack.done)
  } catch (error) {
    return again(500, error)
  }
}

function requireHandling(
  handling: Readonly<Partial<Record<'expect' | 'handle' | 'store' | 'lease', unknown>>>,
): void {
  const { expect, handle, store, lease } = Object(handling) as typeof handling
  if (typeof expect !== 'function' || typeof handle !== 'function') {
    throw new TypeError(
      'expect and handle are required: a notification is compared with its order before it counts',
    )
  }
  const { claim, once } = Object(store) as Partial<Record<'claim' | 'once', unknown>>
  if (store !== undefined && typeof claim !== 'function' && typeof once !== 'function')
    throw new TypeError('store is none: memoryStore() makes one, and so does each module zhifu/stores/…')
  if (lease !== undefined && !(typeof lease === 'number' && lease > 0))
    throw new RangeError('lease is a number of milliseconds above 0')
}

function answer(status: number, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/**
 * What the sender did is its fault; a key or verifier that fails, or a gateway that could not be asked, is not,
 * and the gateway shall repeat.
 */
function statusOf(error: unknown): number {
  if (error instanceof MessageError && error.tooLarge) return 413
  const notTheSenders = error instanceof KeyError || error instanceof TransportError
  return error instanceof ZhifuError && !notTheSenders ? 400 : 500
}

function mismatchOf(type: NotificationType, message: unknown, expected: unknown): MismatchError | undefined {
  if (expected === null || expected === undefined) {
    return new MismatchError(`${type.name}: genuine, but there is no such order (expect gave null)`, [])
  }
  const fields = type.compare(message, expected)
  if (fields.length === 0) return undefined
  return new MismatchError(`${type.name}: genuine, but not what the order says: ${fields.join(', ')}`, fields)
}

/** Runs the handler under a claim, or in a transaction that is one. */
async function once<Transaction>(
  {
    store,
    lease = LEASE,
  }: {
    readonly store?: NotificationStore | TransactionalStore<Transaction> | undefined
    readonly lease?: number | undefined
  },
  id: string,
  handle: (transaction: Transaction) => Promise<void>,
): Promise<'handled' | 'done' | 'busy'> {
  // Asked in this order, since a stub of a Durable Object seems to have every method.
  if (store !== undefined && !('claim' in store)) return store.once(id, handle)
  // Without a transactional store the type of `transaction` is undefined.
  const work = (): Promise<void> => handle(undefined as Transaction)
  if (store === undefined) {
    await work()
    return 'handled'
  }
  const claim = await store.claim(id, { lease })
  if (claim.state !== 'fresh') return claim.state
  try {
    await work()
  } catch (error) {
    // The lease ends by itself if even this fails; the handler's error is the one to report.
    await store.release(id, claim.token).catch(() => {})
    throw error
  }
  if (await store.finish(id, claim.token)) return 'handled'
  throw new Error(`the handler took longer than its lease of ${lease} ms, and another worker took over`)
}
