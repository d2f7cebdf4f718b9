/** The gateway's own codes (公共错误码), and what many APIs answer alike. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/**
 * The gateway's own codes by the code that they stand under.
 *
 * Sources: documents 000 and 001, 公共错误码; the last lines and what limits calls, a digest of Alipay's pages of 2026.
 * Of certificates: page common/02kdnf, which names the codes; Alipay's advice of 2020 (developer.aliyun.com/ask/285113
 * and 285114); and its answers as printed in alipay-sdk-nodejs-all #56 and yansongda/pay #334, for their 40002.
 */
export const gatewayCodes = (): Readonly<Record<string, string>> => ({
  '10003': '10003',
  '20000': '20000 isp.unknow-error aop.unknow-error',
  '20001': `20001 aop.invalid-auth-token aop.auth-token-time-out aop.invalid-app-auth-token
    aop.invalid-app-auth-token-no-api aop.app-auth-token-time-out aop.no-product-reg-by-partner`,
  '40001': `40001 isv.missing-method isv.missing-signature isv.missing-signature-type isv.missing-signature-key
    isv.missing-app-id isv.missing-timestamp isv.missing-version isv.decryption-error-missing-encrypt-type`,
  '40002': `40002 isv.invalid-parameter isv.upload-fail isv.invalid-file-extension isv.invalid-file-size
    isv.invalid-method isv.invalid-format isv.invalid-signature-type isv.invalid-signature isv.invalid-token
    isv.invalid-encrypt-type isv.invalid-encrypt isv.invalid-app-id isv.invalid-timestamp isv.invalid-charset
    isv.invalid-digest isv.decryption-error-not-valid-encrypt-type isv.decryption-error-not-valid-encrypt-key
    isv.decryption-error-unknown isv.missing-signature-config isv.not-support-app-auth isv.suspected-attack
    isv.app-cert-not-exist isv.invalid-alipay-root-cert-sn`,
  '40003': '40003 invalid-auth-relations',
  '40004': '40004',
  '40005': '40005 isv.app-call-limited isv.method-call-limited',
  '40006': '40006 isv.insufficient-isv-permissions isv.insufficient-user-permissions',
  '': `isv.illegal-json app-cert-expired invalid-openid isv.missing-app-cert-sn isv.missing-alipay-root-cert-sn
    isv.alipay-cert-not-exist unsupported-sdk-version isv.self-invoke-forbidden`,
})

/** What the codes mean that belong to no family of APIs. */
export const gateway = (): ErrorTable => ({
  documented: {
    'isp.unknow-error': ['The service is not available at present.', 'Try again later.', 'repeat'],
    'aop.unknow-error': ['The gateway itself failed.', 'Try again later.', 'repeat'],
    'aop.invalid-auth-token': [
      'The access token is not valid.',
      'Refresh it, or have the user authorise anew.',
    ],
    'aop.auth-token-time-out': [
      'The access token has expired.',
      'Refresh it, or have the user authorise anew.',
    ],
    'aop.invalid-app-auth-token': [
      'The app_auth_token is not valid.',
      'Refresh it, or have the merchant authorise you anew.',
    ],
    'aop.invalid-app-auth-token-no-api': [
      'The merchant has not authorised this API.',
      'Have the merchant authorise you anew.',
    ],
    'aop.app-auth-token-time-out': [
      'The app_auth_token has expired.',
      'Refresh it, or have the merchant authorise you anew.',
    ],
    'aop.no-product-reg-by-partner': [
      'The merchant has signed for no product.',
      "Bring the merchant's service window online.",
    ],
    'isv.missing-method': ['method is missing.', 'Send method.'],
    'isv.missing-signature': ['sign is missing.', 'Send sign, and let nothing on the way drop it.'],
    'isv.missing-signature-type': ['sign_type is missing.', 'Send sign_type.'],
    'isv.missing-signature-key': [
      'Alipay has no public key of this app.',
      "Upload the app's public key in the console.",
    ],
    'isv.missing-app-id': ['app_id is missing.', 'Send app_id.'],
    'isv.missing-timestamp': ['timestamp is missing.', 'Send timestamp.'],
    'isv.missing-version': ['version is missing.', 'Send version.'],
    'isv.decryption-error-missing-encrypt-type': ['encrypt_type is missing.', 'Send encrypt_type.'],
    'isv.invalid-parameter': ['A parameter is not valid.', 'Check formats, allowed values and ranges.'],
    'isv.upload-fail': ['Alipay could not store the file.', 'Upload it again.', 'repeat'],
    'isv.invalid-file-extension': [
      'Files with this extension are not taken.',
      'Send csv, txt, zip, rar, gz, doc, docx, xls, xlsx, pdf, bmp, gif, jpg, jpeg or png.',
    ],
    'isv.invalid-file-size': ['The file is too large.', 'Send at most 50 MB.'],
    'isv.invalid-method': ['There is no such method.', 'Check method.'],
    'isv.invalid-format': ['format is not valid.', 'Send JSON.'],
    'isv.invalid-signature-type': ['sign_type is not valid.', 'Send RSA2, or RSA for an old app.'],
    'isv.invalid-signature': [
      'The signature is wrong.',
      "Check that the private key belongs to the public key in the console, sign_type, charset, and the error's message.",
    ],
    'isv.invalid-token': ['auth_token is not valid.', 'Get a valid token.'],
    'isv.invalid-encrypt-type': ['encrypt_type is not valid.', 'Send AES.'],
    'isv.invalid-encrypt': [
      'The request cannot be decrypted.',
      'Send it again; if it fails again, check the AES key.',
      'repeat',
    ],
    'isv.invalid-app-id': ['app_id is not known, or its app is not online.', 'Check app_id.'],
    'isv.invalid-timestamp': ['timestamp is not valid.', 'Send it as yyyy-MM-dd HH:mm:ss, Beijing time.'],
    'isv.invalid-charset': ['charset is not valid.', 'Send UTF-8 or GBK.'],
    'isv.invalid-digest': ["The file's digest is missing or wrong.", 'Send the digest of the very bytes.'],
    'isv.decryption-error-not-valid-encrypt-type': ['The cipher is not supported.', 'Send AES.'],
    'isv.decryption-error-not-valid-encrypt-key': [
      'The AES key is missing in the console, or malformed.',
      'Set the AES key of the app.',
    ],
    'isv.decryption-error-unknown': [
      'The request cannot be decrypted.',
      'Send it again; if it fails again, check the AES key.',
      'repeat',
    ],
    'isv.missing-signature-config': [
      'Alipay has no key or certificate of this app for this sign_type.',
      "Set the app's public key in the console.",
    ],
    'isv.not-support-app-auth': [
      "This API cannot be called in a merchant's name.",
      'Call it without app_auth_token.',
    ],
    'isv.suspected-attack': [
      'The request looks like an attack.',
      'No value may hold what looks like a parameter, such as &subject= or &out_trade_no=.',
    ],
    'isv.insufficient-isv-permissions': [
      'The app may not use this API.',
      'Check which products the app has in the console.',
    ],
    'isv.insufficient-user-permissions': [
      'The merchant in whose name you call may not use this API.',
      "Check the merchant's contract.",
    ],
    SYSTEM_ERROR: [
      'The gateway failed; what was asked may have been done or not.',
      'Act on the state that it tells.',
      'query-first',
    ],
    'ACQ.SYSTEM_ERROR': [
      'The gateway failed; what was asked may have been done or not.',
      'Act on the state that it tells.',
      'query-first',
    ],
    INVALID_PARAMETER: ['A field is not valid.', 'Correct what the message names.'],
    'ACQ.INVALID_PARAMETER': ['A field is not valid.', 'Correct what the message names.'],
    ILLEGAL_ARGUMENT: ['A field is wrong or missing.', 'Correct what the message names.'],
    'ACQ.ILLEGAL_ARGUMENT': ['A field is wrong.', 'Correct what the message names.'],
    ACCESS_FORBIDDEN: ['The product is not signed for, or the contract has ended.', 'Check the contract.'],
    'ACQ.ACCESS_FORBIDDEN': [
      'The product is not signed for, or the contract has ended.',
      'Check product_code and the contract.',
    ],
    'ACQ.PARTNER_ERROR': ['The app_id is wrong, or in a bad state.', "Check it with Alipay's support."],
    USER_NOT_EXIST: ['There is no such user, or the account was closed.', 'Check the user.'],
    AUTHOREE_IS_NOT_MATCH: [
      'The agreement does not allow to use this account.',
      'Check the agreement and both parties.',
    ],
    BIZ_ERROR: [
      'The business failed.',
      "Check whether the order was used elsewhere, or ask Alipay's support.",
    ],
  },
  inferred: {
    '10003': ['The payer has still to confirm.', 'Go on until it is paid or closed.', 'query-first'],
    '20000': ['The service is not available at present.', 'Try again later.', 'repeat'],
    '20001': ['A token is missing, invalid or expired.', 'Refresh it, or get a new authorisation.'],
    '40001': ['A common parameter is missing.', "Read which in the gateway's own words (subMsg)."],
    '40002': ['A common parameter is not valid.', "Read which in the gateway's own words (subMsg)."],
    '40003': ['A condition is not met.', "Read which in the gateway's own words (subMsg)."],
    '40004': ['The business failed, and no detailed code says why.', undefined, 'query-first'],
    '40005': ['The API is called too often.', 'Send fewer requests at a time.', 'repeat'],
    '40006': ['The app or the merchant may not use this API.', 'Check the products and the contract.'],
    'invalid-auth-relations': ['The authorisation is not valid.', 'Have the merchant authorise you anew.'],
    'isv.app-call-limited': ['The app calls too often.', 'Send fewer requests at a time.', 'repeat'],
    'isv.method-call-limited': ['The API is called too often.', 'Send fewer requests at a time.', 'repeat'],
    'isv.illegal-json': ['biz_content is no valid JSON.', 'Check what changes the request on its way.'],
    'app-cert-expired': ["The app's certificate has expired.", 'Renew it in the console.'],
    'invalid-openid': ['The openid is not valid.', 'Check that it was given to this app.'],
    'isv.missing-app-cert-sn': ['app_cert_sn is missing.', "Sign with the app's certificate."],
    'isv.missing-alipay-root-cert-sn': [
      'alipay_root_cert_sn is missing.',
      "Sign with Alipay's root certificate.",
    ],
    'isv.app-cert-not-exist': [
      'Alipay has no certificate of this app under app_cert_sn.',
      "Sign with the app's certificate as downloaded from the console, where the app must be in certificate mode.",
    ],
    'isv.invalid-alipay-root-cert-sn': [
      "alipay_root_cert_sn is not that of Alipay's root certificate.",
      "Sign with Alipay's root certificate as downloaded from the console, and with RSA2.",
    ],
    'unsupported-sdk-version': ['The version of the SDK is not supported.'],
    'isv.self-invoke-forbidden': [
      'This API cannot be called in your own name.',
      "Call it in a merchant's name, with app_auth_token.",
    ],
  },
  guessed: {
    'isv.alipay-cert-not-exist': [
      'Alipay has no certificate of its own under alipay_cert_sn.',
      'Check alipay_cert_sn: it is the one that an answer came with.',
    ],
  },
})
