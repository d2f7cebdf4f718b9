/** A payment gateway in memory, for tests and demonstrations: Request in, Response out. */
export type { PayerTerms } from './alipay/payers.ts'
export type { TradeEvent, TradeStatus } from './alipay/trades.ts'
export type { NotificationAttempt, NotificationRecord } from './delivery.ts'
export { createEmulator } from './emulator.ts'
export type { Emulator, EmulatorApp, EmulatorOptions, TradeSnapshot } from './surface.ts'
