/** From a request to a call: its parameters, read and checked, and how its answer will be signed. */
import { isCharset } from '../charset.ts'
import type { Cipher } from '../cipher.ts'
import { readParameters } from '../parameters.ts'
import { readObject } from '../read-object.ts'
import { isSignType, type SignType } from '../signing.ts'
import type { App, Call } from './call.ts'
import { looksLikeAttack, refuseParameters, refuseSignature } from './checks.ts'
import { createFieldReader } from './fields.ts'
import { FLAT } from './methods.ts'
import { openContent } from './open-content.ts'
import { type Refusal, refuse } from './refusals.ts'
import type { MerchantGrant, Registries } from './users.ts'

/** A request as it was read, whatever the checks said of it. */
export interface Reading {
  /** Who asks; undefined for nobody that is known. */
  readonly app: App | undefined
  /** What it asks for: `alipay.trade.pay`; any text, or none. */
  readonly method: string
  readonly charset: string
  /** The name before `_response`: `error` until it is known who asks for what. */
  readonly node: string
  /** How the answer is signed; undefined as long as it is not known with whom, or no such algorithm. */
  readonly signType: SignType | undefined
  /** Encrypts the answer, as the request was; undefined where that was not. */
  readonly cipher: Cipher | undefined
  /** Checks it; a refusal says why it goes no further. */
  check(): Promise<Call | Refusal>
}

/** Reads requests of the apps that are known; `isMethod` says what may be asked for. */
export type ReadCall = (request: Request, isMethod: (name: string) => boolean) => Promise<Reading>

/** A reader for these apps and what merchants allowed them. */
export function createCallReader(
  apps: ReadonlyMap<string, App>,
  { merchants }: Pick<Registries, 'merchants'>,
): ReadCall {
  return async (request, isMethod) => {
    const { parameters, charset, files } = await readParameters(request, raw => {
      const named = raw('charset') ?? apps.get(raw('app_id') ?? '')?.charset ?? ''
      return isCharset(named) ? named.toLowerCase() : 'utf-8'
    })
    const text = (name: string) => parameters.get(name) ?? ''
    const app = apps.get(text('app_id'))
    const [method, signType] = [text('method'), text('sign_type')]
    return {
      app,
      method,
      charset,
      node: app !== undefined && isMethod(method) ? method.replaceAll('.', '_') : 'error',
      signType: app !== undefined && isSignType(signType) ? signType : undefined,
      cipher: text('encrypt_type') === '' ? undefined : app?.cipher,
      async check() {
        const malformed = refuseParameters(parameters, app, isMethod)
        if (malformed !== undefined || app === undefined) return malformed ?? refuse('isv.invalid-app-id')
        const forged = await refuseSignature(parameters, app, charset)
        if (forged !== undefined) return forged
        const content = await openContent(text('biz_content'), text('encrypt_type'), charset, app.cipher)
        if (typeof content !== 'string') return content
        const business = FLAT.has(method) ? parameters : readObject(content)
        if (business === undefined) return refuse('isv.invalid-parameter', '：biz_content')
        if ([...parameters.values(), ...business.values()].some(looksLikeAttack)) {
          return refuse('isv.suspected-attack')
        }
        const token = text('app_auth_token')
        const merchant = token === '' ? undefined : merchants.read(app.appId, token)
        if (merchant === 'expired') return refuse('aop.app-auth-token-time-out')
        if (typeof merchant === 'string') return refuse('aop.invalid-app-auth-token')
        return {
          app: merchant === undefined ? app : actingFor(app, merchant),
          method,
          fields: createFieldReader(business),
          files,
          charset,
          signType: signType === 'RSA' ? 'RSA' : 'RSA2',
          notifyUrl: text('notify_url'),
          returnUrl: text('return_url'),
        }
      },
    }
  }
}

/** The app while it acts for a merchant: that merchant is who is paid. */
function actingFor(app: App, { userId, authAppId }: MerchantGrant): App {
  return { ...app, sellerId: userId, authAppId }
}
