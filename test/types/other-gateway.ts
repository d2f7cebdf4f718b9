/** A gateway that is not Alipay, as far as the compiler sees. */
import type { Api, NotificationType, Receiver } from 'zhifu'

export declare const otherCall: Api<'other', { id: string }, { code: string }, 'call'>
export declare const otherPage: Api<'other', { id: string }, unknown, 'page'>
export declare const otherNotification: NotificationType<'other', { id: string }, { total_amount: string }>
export declare const otherReceiver: Receiver<'other'>
