/** The official SDK and a client of ours, with the same key and endpoint: what they sign can be compared. */
import { AlipaySdk } from 'alipay-sdk'
import { type AlipayClient, createAlipay } from '../../src/alipay/index.ts'
import { rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { appId, appKeys } from './keys.ts'

const endpoint = 'http://127.0.0.1:1/gateway.do'

export const sdk: AlipaySdk = new AlipaySdk({
  appId,
  privateKey: appKeys.pkcs8,
  alipayPublicKey: appKeys.spki,
  keyType: 'PKCS8',
  signType: 'RSA2',
  endpoint,
  gateway: endpoint,
  camelcase: false,
})

export const client: AlipayClient = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(appKeys.spki),
  endpoint,
})
