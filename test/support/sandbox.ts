import { type AlipayClient, type AlipayClientOptions, createAlipay } from '../../src/alipay/index.ts'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts'
import { rsa2Signer, rsa2Verifier, type ZhifuEvent } from '../../src/index.ts'
import { appId, appKeys } from './keys.ts'

export const notifyUrl = 'http://127.0.0.1:1/notify'
export const returnUrl = 'http://127.0.0.1:1/return'

/** An emulator and a client that talk without sockets, and what they said. */
export interface Sandbox {
  readonly emulator: Emulator
  readonly client: AlipayClient
  readonly events: ZhifuEvent[]
  /** Each notification's request, as it was posted. */
  readonly posted: Request[]
}

/** Makes both, with the answer that notifications get. */
export async function sandbox(
  options: Partial<EmulatorOptions> & {
    readonly client?: Partial<AlipayClientOptions>
    readonly answer?: string
  } = {},
): Promise<Sandbox> {
  const posted: Request[] = []
  const events: ZhifuEvent[] = []
  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:1',
    apps: [{ appId, publicKey: appKeys.spki }],
    fetch: async request => {
      posted.push(request.clone() as Request)
      return new Response(options.answer ?? 'success')
    },
    ...options,
  })
  const client = createAlipay({
    appId,
    signer: rsa2Signer(appKeys.pkcs8),
    verifier: rsa2Verifier(emulator.alipayPublicKey),
    endpoint: emulator.gateway,
    fetch: emulator.fetch,
    onEvent: event => events.push(event),
    ...options.client,
  })
  return { emulator, client, events, posted }
}
