/** Where each kind of key belongs, in words for the person who pasted it. */
import type { KeyKind } from './key-kind.ts'

const CONSOLE = "Alipay's console"

/** One or two sentences on where it belongs, or what to do. */
export const ADVICE: Readonly<Record<KeyKind, string>> = {
  private:
    'A private RSA key: give your own to rsa2Signer, and keep it secret. Nobody else asks for it; the console and rsa2Verifier take public keys.',
  public: `A public RSA key: your own goes into ${CONSOLE} (应用公钥), and the one that the console answers with (支付宝公钥) goes to rsa2Verifier. fingerprint tells whether it belongs to your private key.`,
  certificate:
    'A certificate: it holds a public key and a serial number, and belongs where certificates are configured.',
  'certificate request': `A certificate request (CSR): upload it to ${CONSOLE}, which answers with certificates.`,
  'encrypted private key': 'A private key behind a password: take the password off first (openssl pkey).',
  'elliptic-curve key': 'A key for elliptic curves: RSA2 and RSA need an RSA key.',
  'SM2 key': 'A key for SM2 (国密): RSA2 and RSA need an RSA key.',
  'DSA key': 'A DSA key: only the older gateway (mapi) takes it. RSA2 and RSA need an RSA key.',
  'RSA-PSS key': 'A key for RSA-PSS alone: RSA2 and RSA need one for rsaEncryption.',
  'OpenSSH key':
    'A key in the format of OpenSSH: convert a private one with ssh-keygen -p -m PEM, a public one with ssh-keygen -e -m PKCS8.',
  'PKCS#12 file': 'A PKCS#12 file (.p12, .pfx): take the key out first (openssl pkcs12 -nodes).',
  'truncated key': 'A key whose end is missing: copy it again as a whole.',
  'damaged key': 'A key that was altered on its way: copy it again as a whole.',
  'several keys': 'More than one key, or a key with something after its end: give one only.',
  'shared key': 'It looks like a shared key (安全校验码) of 32 characters, which belongs in md5.',
  'file name': 'The name of a file: give what stands in the file.',
  html: 'A page of HTML or XML: perhaps a login page came in place of the key.',
  empty: 'Nothing: an environment variable may be unset.',
  promise: 'A promise, perhaps of a key: await it, and give what it resolves to.',
  'key pair': `A pair of keys: give its privateKey to rsa2Signer. Its publicKey goes into ${CONSOLE} (应用公钥); rsa2Verifier takes the one that the console answers with (支付宝公钥).`,
  KeyObject:
    "A KeyObject of Node's: give key.export({ type: 'pkcs8', format: 'pem' }), of a public key with type: 'spki'.",
  unknown: 'Neither PEM nor base64 of a key.',
}
