/** One shop's keys, order and notification, for whoever is measured. */
import { createSign, generateKeyPairSync } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { rsa2Signer, rsa2Verifier } from 'zhifu'
import { createAlipay } from 'zhifu/alipay'

/** WebCrypto's name for what `RSA2` is. */
export const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

const appId = '2021000000000000'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = {
  private: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  // The form that the official SDK asks for.
  pkcs1: privateKey.export({ type: 'pkcs1', format: 'pem' }),
  public: publicKey.export({ type: 'spki', format: 'pem' }),
}

/** The private key for bare WebCrypto. */
export const signingKey = await crypto.subtle.importKey(
  'pkcs8',
  privateKey.export({ type: 'pkcs8', format: 'der' }),
  ALGORITHM,
  false,
  ['sign'],
)

/** The public key for bare WebCrypto. */
export const verifyingKey = await crypto.subtle.importKey(
  'spki',
  publicKey.export({ type: 'spki', format: 'der' }),
  ALGORITHM,
  false,
  ['verify'],
)

/** Our client; its own public key stands for the gateway's. */
export const alipay = createAlipay({
  appId,
  signer: rsa2Signer(pem.private),
  verifier: rsa2Verifier(pem.public),
})

/** The official SDK with the same keys. */
export const sdk = new AlipaySdk({ appId, privateKey: pem.pkcs1, alipayPublicKey: pem.public })

/** An order as shops write them. */
export const order = {
  out_trade_no: 'ORDER-20260131-0001',
  total_amount: '88.88',
  subject: '咖啡 Coffee',
  body: 'One coffee, large',
  product_code: 'FAST_INSTANT_TRADE_PAY',
  timeout_express: '90m',
}

/** Where payer and news go. */
export const urls = { returnUrl: 'https://shop.example/return', notifyUrl: 'https://shop.example/notify' }

/** The base64 signature of a text. */
export const signatureOf = text => createSign('sha256').update(text).sign(privateKey, 'base64')

const news = {
  gmt_create: '2026-01-31 09:29:58',
  charset: 'utf-8',
  seller_email: 'shop@example.com',
  subject: '咖啡 Coffee',
  buyer_id: '2088812847201551',
  invoice_amount: '88.88',
  notify_id: '2026013100222093005001551453140885',
  fund_bill_list: '[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]',
  notify_type: 'trade_status_sync',
  trade_status: 'TRADE_SUCCESS',
  receipt_amount: '88.88',
  buyer_pay_amount: '88.88',
  app_id: appId,
  seller_id: '2088631240818980',
  gmt_payment: '2026-01-31 09:30:04',
  notify_time: '2026-01-31 09:30:05',
  version: '1.0',
  out_trade_no: order.out_trade_no,
  total_amount: order.total_amount,
  trade_no: '2026013122001401551430614892',
  auth_app_id: appId,
  buyer_logon_id: '185****2920',
  point_amount: '0.00',
}

/** What a notification's signature covers. */
export const newsText = Object.keys(news)
  .sort()
  .map(name => `${name}=${news[name]}`)
  .join('&')

/** That signature. */
export const newsSignature = signatureOf(newsText)

/** The notification as it is posted. */
export const newsBody = String(new URLSearchParams({ ...news, sign_type: 'RSA2', sign: newsSignature }))
