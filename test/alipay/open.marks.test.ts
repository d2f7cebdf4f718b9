/** Other APIs' genuine replies under the names of bills, tokens, users and uploads. */
import { describe, expect, it } from 'vitest'
import { createAlipay } from '../../src/alipay/index.ts'
import { readReply, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'
import { CALLS, type Call } from './facts.ts'
import { sampleOf } from './facts-schema.ts'

const OURS = /^(data|offline|open|system|user)\./

/**
 * Of a merchant's tokens and a user's data no field stands in every answer. A reply of another API may pass for one of
 * these, but never with what they are asked for.
 */
const ASKED_FOR: Readonly<Record<string, readonly string[]>> = {
  'open.auth.token.app': ['app_auth_token', 'tokens'],
  'user.info.share': ['user_id', 'open_id'],
}

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey) })
const calls = CALLS.filter(({ api }) => api.kind !== 'page')
const ours = calls.filter(({ key }) => OURS.test(key))

/** What an API answers: all that its table has. */
function answerOf({ api, table }: Call): object {
  const code = api.accepts?.length === 0 ? {} : { code: api.accepts?.[0] ?? '10000', msg: 'Success' }
  const fields = table.response.filter(({ name }) => name !== 'code' && name !== 'msg')
  return { ...code, ...Object.fromEntries(fields.map(row => [row.name, sampleOf(row)])) }
}

const read = ({ api }: Call, answer: object): Promise<object> =>
  readReply(
    receiver,
    api as never,
    signedReply(`${api.name.replaceAll('.', '_')}_response`, JSON.stringify(answer)),
    {} as never,
  )

it('knows all seven', () => expect(ours.length).toBe(7))

describe.each(ours)('$key', mine => {
  it('takes its own reply', async () => {
    expect(await read(mine, answerOf(mine))).toMatchObject(answerOf(mine))
  })

  it.each(calls.filter(other => other !== mine))('is not answered by $key', async other => {
    const told = await read(mine, answerOf(other)).catch(error => error)
    const names = ASKED_FOR[mine.key]
    if (names && told.code === '10000') expect(names.filter(name => name in told)).toEqual([])
    // A user's token comes without a code, and so is a refusal to all others, as theirs is to it.
    else expect(told).toMatchObject({ code: expect.stringMatching(/^ERR_(SIGNATURE|GATEWAY)$/) })
  })

  it('is not answered by a reply that says nothing, unless no field stands in every answer', async () => {
    const told = await read(mine, { code: '10000', msg: 'Success' }).catch(error => error)
    expect(told.code === '10000').toBe(mine.key in ASKED_FOR)
  })
})
