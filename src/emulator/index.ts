/** A payment gateway in memory, for tests and demonstrations: Request in, Response out. */
export type { AppCheckout, AppResult } from './alipay/app.ts'
export type { ConsentDesk, MerchantConsent, UserConsent } from './alipay/consent-desk.ts'
export type { FreezeDesk, FreezeSnapshot } from './alipay/freeze-desk.ts'
export type { FreezeStatus } from './alipay/freezes.ts'
export type { KoubeiDesk, TicketOrder } from './alipay/koubei-desk.ts'
export type { PayerTerms } from './alipay/payers.ts'
export type {
  AlipayEmulator,
  AlipayEmulatorOptions,
  DepositBackOptions,
  EmulatorApp,
  EmulatorCertificates,
  TradeSnapshot,
} from './alipay/surface.ts'
export type { TradeEvent, TradeStatus } from './alipay/trades.ts'
export type { TransferDesk, TransferSnapshot } from './alipay/transfer-desk.ts'
export type { TransferStatus } from './alipay/transfers.ts'
export type {
  BgcpayEmulator,
  BgcpayEmulatorApp,
  BgcpayEmulatorOptions,
  BgcpayEmulatorUser,
  BgcpayTradeSnapshot,
  BgcpayTransferSnapshot,
} from './bgcpay/surface.ts'
export type { BgcpayTradeEvent, BgcpayTradeStatus } from './bgcpay/trades.ts'
export type { NotificationAttempt, NotificationRecord } from './delivery.ts'
export { createEmulator } from './emulator.ts'
export type { Fault, FaultKind, FaultOptions } from './faults.ts'
export type {
  MapiBatchSnapshot,
  MapiBatchStatus,
  MapiEmulator,
  MapiEmulatorOptions,
  MapiEmulatorPartner,
  MapiEmulatorPayee,
  MapiTransferSnapshot,
} from './mapi/surface.ts'
export type { Emulator, EmulatorOptions } from './surface.ts'
