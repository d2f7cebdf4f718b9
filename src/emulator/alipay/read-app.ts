/** From an app as it is configured to what the gateway knows of it. */
import { rootCertificateSn } from '../../certificate/serial-number.ts'
import { isCharset } from '../charset.ts'
import { createCipher } from '../cipher.ts'
import { createVerify } from '../signing.ts'
import type { App, AppCertificates } from './call.ts'
import { readCertificate } from './seals.ts'
import type { EmulatorApp, EmulatorCertificates } from './surface.ts'

/**
 * Reads an app.
 *
 * @throws {TypeError} for a key or certificate that cannot be read, or not just one of these, or a charset that the
 *   gateway does not have.
 */
export async function readApp(app: EmulatorApp): Promise<App> {
  const { appId, sellerId, charset = 'utf-8', appGateway = '', encryptKey } = app
  if (!isCharset(charset)) throw new TypeError(`the gateway does not have the charset ${charset}`)
  const digits = appId.replace(/\D/g, '').padStart(12, '0').slice(-12)
  const { publicKey, certificates } = readKey(app)
  return {
    appId,
    authAppId: appId,
    charset,
    appGateway,
    sellerId: sellerId ?? `2088${digits}`,
    verify: await createVerify(publicKey),
    certificates,
    cipher: encryptKey === undefined ? undefined : await createCipher(encryptKey),
  }
}

function readKey({ appId, publicKey, certificates }: EmulatorApp): {
  publicKey: string
  certificates: AppCertificates | undefined
} {
  if (publicKey !== undefined && certificates === undefined) return { publicKey, certificates }
  if (publicKey === undefined && certificates !== undefined) return readCertificates(certificates)
  throw new TypeError(`the app ${appId} needs either a publicKey or certificates`)
}

function readCertificates({ app, root }: EmulatorCertificates) {
  const { sn, publicKey } = readCertificate(app)
  try {
    return { publicKey, certificates: { appSn: sn, rootSn: rootCertificateSn(root) } }
  } catch (cause) {
    throw new TypeError('a root certificate must be X.509 in PEM (BEGIN CERTIFICATE), signed with RSA', {
      cause,
    })
  }
}
