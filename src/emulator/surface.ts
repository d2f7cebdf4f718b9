/** What the emulator takes and gives. */
import type { AlipayEmulator, AlipayEmulatorOptions } from './alipay/surface.ts'
import type { BgcpayEmulator, BgcpayEmulatorOptions } from './bgcpay/surface.ts'
import type { NotificationRecord } from './delivery.ts'
import type { Fault, FaultKind, FaultOptions } from './faults.ts'
import type { MapiEmulator, MapiEmulatorOptions } from './mapi/surface.ts'

/** How to set an emulator up. */
export interface EmulatorOptions extends AlipayEmulatorOptions {
  /** Where the emulator is reached, without a slash at the end: `http://127.0.0.1:8080`. */
  readonly baseUrl: string
  /** The time to start from, the host's clock by default; `advance` runs ahead of it. */
  readonly now?: (() => Date) | undefined
  /** Numbers from 0 up to but not including 1, like `Math.random`. A seeded one makes numbers reproducible. */
  readonly random?: (() => number) | undefined
  /** Carries notifications to the merchant: `globalThis.fetch` by default, or the merchant's own handler. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
  /** The apps and users of bgcpay (鏈付), the other gateway, which has its own; nobody by default. */
  readonly bgcpay?: BgcpayEmulatorOptions | undefined
  /** The partners and payees of mapi, the older gateway; nobody by default. */
  readonly mapi?: MapiEmulatorOptions | undefined
}

/** A gateway in memory, with the payer's side in your hands. */
export interface Emulator extends AlipayEmulator {
  /**
   * Answers every request: `gateway.do`, `bgcpay/gateway.do`, `mapi/gateway.do`, the QR codes under `qr/`, the
   * cashier's buttons under `cashier/`, and bills under `bill/`.
   *
   * It rejects with a `TypeError`, as a real `fetch` does, for a call whose request or reply is lost by a
   * {@link Emulator.fault}. A server in front of it must then break the connection, for an HTTP 500 is another
   * case. In a plain Node server: `.catch(() => response.destroy())`; with `@hono/node-server`, whose handler
   * gets the Node response as `outgoing`:
   *
   * @example
   * serve({
   *   port,
   *   fetch: (request, { outgoing }) =>
   *     emulator.fetch(request).catch(error => {
   *       outgoing.destroy()
   *       throw error
   *     }),
   * })
   */
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * Moves the emulator's clock by milliseconds and does what falls due, in its order: notifications are
   * delivered again, unpaid orders close, old trades finish. Resolves when these deliveries have ended;
   * `advance(0)` waits for those under way.
   *
   * Nothing happens by itself: to repeat notifications in real time, call `advance(0)` every second. Do not
   * await it inside the merchant's own notification handler, for which it waits.
   *
   * @throws {RangeError} for less than 0 milliseconds.
   */
  advance(milliseconds: number): Promise<void>
  /**
   * Lets the next calls go wrong, so that their outcome is unknown to the merchant: what payments are lost by
   * and paid twice by. The fault that was set first strikes first; one call is struck by one fault.
   *
   * In the payer's app (`alipay.trade.app.pay`) a lost request ends in `6002`, all others but a late reply in
   * `6004`.
   *
   * @throws {RangeError} for a kind or method that there is not, less than 1 time, or no such time to wait.
   *
   * @example
   * emulator.fault('reply-lost', { method: 'alipay.trade.pay' }) // it is paid, but the merchant cannot know
   */
  fault(kind: FaultKind, options?: FaultOptions): Fault
  /** All notifications, of all gateways, and their deliveries so far. */
  notifications(): NotificationRecord[]
  /** bgcpay (鏈付), on the same clock and with the same faults. */
  readonly bgcpay: BgcpayEmulator
  /** mapi, Alipay's older gateway, on the same clock and with the same faults. */
  readonly mapi: MapiEmulator
}
