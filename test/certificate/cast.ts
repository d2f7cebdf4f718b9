/** Everybody whom certificate mode knows, under one root, as Alipay's are: made by OpenSSL when first needed. */
import { createSign } from 'node:crypto'
import { certificateSn } from '../../src/certificate/index.ts'
import { appId, appKeys, otherKeys } from '../support/keys.ts'
import { CA, type Issued, issue } from './openssl.ts'

export interface Holder extends Issued {
  readonly sn: string
}

export interface Cast {
  readonly root: Holder
  /** Issues for Alipay and merchants alike. */
  readonly middle: Holder
  /** Our app. */
  readonly app: Holder
  /** Alipay, before and after a change of certificates. */
  readonly alipay: Holder
  readonly next: Holder
  /** Some other merchant's app. */
  readonly merchant: Holder
}

const named = (issued: Issued): Holder => ({ ...issued, sn: certificateSn(issued.pem) })

/** Alipay's common name. */
export const ALIPAY = '/C=CN/O=Shop/OU=Alipay/CN=支付宝(中国)网络技术有限公司'
export const now = new Date('2026-06-01T00:00:00Z')

export function makeCast(): Cast {
  const root = issue({ subject: '/C=CN/O=Ant Test/CN=Root R1', extensions: CA })
  const middle = issue({ subject: '/C=CN/O=Ant Test/CN=Class 2 R1', issuer: root, extensions: CA })
  const usage = ['keyUsage=critical,digitalSignature']
  const leaf = (subject: string, key?: string): Holder =>
    named(issue({ subject, issuer: middle, extensions: usage, ...(key && { key }) }))
  return {
    root: named(root),
    middle: named(middle),
    app: leaf('/C=CN/O=Shop/CN=Shop', appKeys.pkcs8),
    alipay: leaf(ALIPAY, otherKeys.pkcs8),
    next: leaf(ALIPAY),
    merchant: leaf('/C=CN/O=Shop B/CN=Shop B'),
  }
}

export function signBy({ key }: Issued, text: string, hash = 'sha256'): string {
  return createSign(hash).update(text).sign(key, 'base64')
}

/** A notification as Alipay posts it in certificate mode. */
export function notification(holder: Holder, named: string = holder.sn): string {
  const fields: Record<string, string> = {
    app_id: appId,
    charset: 'utf-8',
    notify_id: 'n-1',
    notify_type: 'trade_status_sync',
    out_trade_no: 'ORDER-1',
    total_amount: '88.88',
    trade_no: '2026',
    trade_status: 'TRADE_SUCCESS',
  }
  const text = Object.entries(fields)
    .map(pair => pair.join('='))
    .join('&')
  const signed = { sign: signBy(holder, text), sign_type: 'RSA2' }
  return new URLSearchParams({ ...fields, ...signed, alipay_cert_sn: named }).toString()
}
