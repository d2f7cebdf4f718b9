/** What the library makes of Alipay's signed replies to what was asked. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { createAlipay } from '../../src/alipay/index.ts'
import { type Api, type GatewayError, type Reply, readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, gatewaySign } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })

const signatures = new Map<string, string>()

/** A reply under an API's name. The name is not signed, so a text is signed once for all of them. */
function replyOf({ name }: { readonly name: string }, text: string): string {
  const sign = signatures.get(text) ?? gatewaySign(text)
  signatures.set(text, sign)
  return `{"${name.replaceAll('.', '_')}_response":${text},"sign":"${sign}"}`
}

const hash = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('base64')

/** Takes a hash for a signature, where thousands of replies are read and none is forged. */
const quick = {
  ...receiver,
  verifier: {
    types: ['RSA2'] as const,
    verify: async (bytes: Uint8Array, sign: string) => sign === hash(bytes),
  },
}

/** The result of a genuine text under an API's name. */
export function read(api: Api<'alipay'>, asked: object, text: string): Promise<object> {
  const reply = `{"${api.name.replaceAll('.', '_')}_response":${text},"sign":"${hash(text)}"}`
  return readReply(quick, api as Api<'alipay', unknown, object, 'call'>, reply, asked)
}

/** The result of a success, whose further members are given as the gateway writes them: `"amount":10.00`. */
export function answered<Input, Result>(
  api: Api<'alipay', Input, Result, 'call'>,
  asked: Input,
  members: string,
): Promise<Reply<Result>> {
  const reply = replyOf(api, `{"code":"10000","msg":"Success",${members}}`)
  return readReply<'alipay', Input, Result>(receiver, api, reply, asked)
}

/** What a verified refusal says about the money. */
export async function outcomeOf<Input, Result>(
  api: Api<'alipay', Input, Result, 'call'>,
  asked: Input,
  sub_code: string,
): Promise<string> {
  const text = JSON.stringify({ code: '40004', msg: 'Business Failed', sub_code, sub_msg: 'x' })
  const error = await readReply<'alipay', Input, Result>(receiver, api, replyOf(api, text), asked).then(
    () => expect.unreachable(),
    (thrown: GatewayError) => thrown,
  )
  expect(error).toMatchObject({ code: 'ERR_GATEWAY', verified: true, reason: sub_code })
  return error.outcome
}
