/**
 * Alipay's payment pages for a page without a bundler: `dist/browser.js` is this in one minified file.
 *
 * Copy it to where your scripts are, beside its source map, and import it by its address. A page that is bundled
 * imports `zhifu` and `zhifu/alipay`, and carries no more than it uses.
 *
 * @example
 * <script type="module">
 *   import { createAlipay, pageUrl, rsa2Signer, rsa2Verifier, tradePagePay } from '/scripts/browser.js'
 * </script>
 *
 * @module
 */
export {
  type TradePagePayInput,
  tradePagePay,
} from './alipay/api/trade.page.pay.ts'
export { type TradeWapPayInput, tradeWapPay } from './alipay/api/trade.wap.pay.ts'
export {
  type AlipayClient,
  type AlipayClientOptions,
  type AlipayReceiver,
  type AlipayReceiverOptions,
  alipaySandbox,
  createAlipay,
} from './alipay/gateway.ts'
export { type TradePagePayReturn, tradePagePayReturn } from './alipay/notify/trade.page.pay.return.ts'
export { type TradeWapPayReturn, tradeWapPayReturn } from './alipay/notify/trade.wap.pay.return.ts'
export {
  InputError,
  type InputIssue,
  KeyError,
  type Outcome,
  SignatureError,
  SigningError,
  ZhifuError,
} from './errors.ts'
export type { CallOptions, ExtraFields } from './gateway/options.ts'
export { verifyReturn } from './incoming/verify-return.ts'
export { type PageFormOptions, pageForm } from './outgoing/page-form.ts'
export { pageUrl } from './outgoing/page-url.ts'
export { rsa2Signer, rsa2Verifier } from './signature/rsa.ts'
export type { RsaJwk, RsaKeyInput, WebCryptoKey } from './signature/rsa-key.ts'
export type { Signer, SignType, Verifier, VerifyContext } from './signature/signer.ts'
