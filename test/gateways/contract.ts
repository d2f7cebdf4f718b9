/** What every gateway must hold, whatever its wire form: one suite, given the gateway's own way to write messages. */
import { describe, expect, test } from 'vitest'
import {
  type Api,
  type Client,
  execute,
  explainSignature,
  handleNotify,
  type NotificationType,
  type Receiver,
  readReply,
  signRequest,
  verifyNotify,
  ZhifuError,
} from '../../src/index.ts'

/** Fields and what their message is about. */
type Texts = Readonly<Record<string, string>>

/** A gateway with all that the suite needs to play its other side. */
export interface Candidate<Name extends string, Expected> {
  readonly client: Client<Name>
  /** A receiver that is the same but for its account. */
  readonly stranger: Receiver<Name>
  readonly read: Api<Name, never, unknown, 'call'>
  readonly write: Api<Name, never, unknown, 'call'>
  readonly readInput: Readonly<Record<string, unknown>>
  readonly writeInput: Readonly<Record<string, unknown>>
  /** Accepted replies, as JSON text. */
  readonly readText: string
  readonly writeText: string
  /** Whether its replies are signed; where they are not, its APIs say so, and no reply is refused for it. */
  readonly replies: 'signed' | 'unsigned'
  /** Writes a reply of an API over a JSON text, signed where the gateway signs. */
  reply(api: Api, text: string): string
  readonly notification: NotificationType<Name, unknown, Expected>
  /** The fields of a genuine notification. */
  readonly fields: Texts
  /** A subject that hides another parameter, where that would stand in order. */
  readonly smuggling: string
  /** Of a message that is more than its fields, those that it holds as texts. */
  texts?(message: unknown): Texts
  /** Signs fields as the gateway does. */
  sign(fields: Texts): string
  /** Posts fields and signature as the gateway does. */
  post(fields: Texts, sign: string | undefined): Request
  readonly expected: Expected
  readonly mismatches: readonly Expected[]
  readonly acknowledged: string
  readonly notAcknowledged: string
}

const failure = (call: Promise<unknown>): Promise<ZhifuError> =>
  call.then(
    () => expect.unreachable('it was believed'),
    error => error,
  )

/** Runs the contract for one gateway. */
export function gatewayContract<Name extends string, Expected>(
  name: string,
  candidate: Candidate<Name, Expected>,
): void {
  const { client, stranger, read, write, readText, writeText, notification, fields, expected } = candidate
  const readInput = candidate.readInput as never
  const writeInput = candidate.writeInput as never

  describe(`${name}: requests`, () => {
    test('sign what explainSignature shows, and nothing of it twice', async () => {
      const { query, body } = await signRequest(client, write, writeInput)
      const pairs = [...query, ...body]
      const params = Object.fromEntries(pairs)
      for (const part of [query, body]) expect(part).toHaveLength(new Map(part).size)
      // What stands in both says the same.
      for (const [name, value] of query) expect(params[name]).toBe(value)
      expect(await client.signer.sign(explainSignature(params, client).bytes)).toBe(params['sign'])
      expect(pairs.filter(([, value]) => value === '')).toEqual([])
    })

    test('of another gateway are refused', async () => {
      const error = await signRequest(client, { ...write, gateway: 'another' } as never, writeInput).catch(
        error => error,
      )
      expect(error).toBeInstanceOf(TypeError)
    })

    test('that may move money are sent once, reads at most three times', async () => {
      let times = 0
      const offline = async (): Promise<Response> => {
        times++
        throw new TypeError('offline')
      }
      expect(await failure(execute({ ...client, fetch: offline }, write, writeInput))).toMatchObject({
        outcome: 'unknown',
      })
      expect(times).toBe(1)
      expect(await failure(execute({ ...client, fetch: offline }, read, readInput))).toMatchObject({
        outcome: 'untouched',
      })
      expect(times).toBe(4)
    })
  })

  describe(`${name}: replies`, () => {
    test('that are genuine are returned as they were signed', async () => {
      expect(await readReply(client, write, candidate.reply(write, writeText), writeInput)).toMatchObject(
        JSON.parse(writeText),
      )
      expect(await readReply(client, read, candidate.reply(read, readText), readInput)).toMatchObject(
        JSON.parse(readText),
      )
    })

    if (candidate.replies === 'unsigned') {
      test('are unsigned, and every API says so', () => {
        expect([write.reply, read.reply]).toEqual(['unsigned', 'unsigned'])
      })
      return
    }

    test.each(Object.keys(JSON.parse(writeText)))(
      'with %s spoiled are refused, and leave a write open',
      async field => {
        const spoiled = { ...JSON.parse(writeText), [field]: 'spoiled' }
        const reply = candidate.reply(write, writeText).replace(writeText, JSON.stringify(spoiled))
        expect(await failure(readReply(client, write, reply, writeInput))).toMatchObject({
          code: 'ERR_SIGNATURE',
          outcome: 'unknown',
        })
      },
    )

    test('to another request, or of another API, are refused though genuine', async () => {
      const other = Object.fromEntries(
        Object.keys(candidate.writeInput).map(key => [key, `${candidate.writeInput[key]}0`]),
      )
      const relabelled = candidate.reply(write, readText)
      expect(
        await failure(
          readReply(client, write, candidate.reply(write, writeText), {
            ...candidate.writeInput,
            ...other,
          } as never),
        ),
      ).toMatchObject({ diagnosis: 'someone-elses' })
      expect(await failure(readReply(client, write, relabelled, writeInput))).toMatchObject({
        diagnosis: 'relabelled',
      })
      expect(
        await failure(readReply(client, write, candidate.reply(read, readText), writeInput)),
      ).toMatchObject({ diagnosis: 'relabelled' })
    })

    test('without a signature are refused where replies are signed', async () => {
      const unsigned = candidate.reply(write, writeText).replace(/,?"sign":"[^"]*"/, '')
      expect(await failure(readReply(client, write, unsigned, writeInput))).toMatchObject({
        diagnosis: 'unsigned',
        outcome: 'unknown',
      })
    })
  })

  describe(`${name}: notifications`, () => {
    const verify = (request: Request, to: Receiver<Name> = client) =>
      verifyNotify(to as never, notification as never, request)

    test('that are genuine are returned as they were signed', async () => {
      const message = await verify(candidate.post(fields, candidate.sign(fields)))
      const texts = candidate.texts?.(message) ?? (message as Texts)
      expect(Object.keys(texts)).not.toEqual([])
      for (const [field, value] of Object.entries(texts)) expect(value).toBe(fields[field])
    })

    test.each(Object.keys(fields).filter(field => field !== 'sign_type'))(
      'with %s altered, taken away or given twice are refused',
      async field => {
        const sign = candidate.sign(fields)
        const { [field]: value, ...rest } = fields
        expect(
          await failure(verify(candidate.post({ ...fields, [field]: `${value}1` }, sign))),
        ).toBeInstanceOf(ZhifuError)
        if (value !== '') expect(await failure(verify(candidate.post(rest, sign)))).toBeInstanceOf(ZhifuError)
      },
    )

    test('with a field added, unsigned, signed by another, or for another account are refused', async () => {
      const sign = candidate.sign(fields)
      expect(await failure(verify(candidate.post({ ...fields, added: '1' }, sign)))).toMatchObject({
        diagnosis: 'router-parameters',
      })
      expect(await failure(verify(candidate.post(fields, undefined)))).toMatchObject({
        diagnosis: 'unsigned',
      })
      const other = sign.replace(/^./, first => (first === 'a' ? 'b' : 'a'))
      expect(await failure(verify(candidate.post(fields, other)))).toMatchObject({ code: 'ERR_SIGNATURE' })
      expect(await failure(verify(candidate.post(fields, sign), stranger))).toMatchObject({
        diagnosis: 'someone-elses',
      })
    })

    test('that smuggle a parameter are refused', async () => {
      const smuggling = { ...fields, subject: candidate.smuggling }
      expect(await failure(verify(candidate.post(smuggling, candidate.sign(smuggling))))).toMatchObject({
        code: 'ERR_AMBIGUOUS',
      })
    })

    test('are acknowledged with exactly the bytes, and only when they are the order’s', async () => {
      const answer = async (order: Expected | null, handle = () => {}) => {
        const request = candidate.post(fields, candidate.sign(fields))
        const response = await handleNotify(client as never, notification as never, request, {
          expect: () => order,
          handle,
        } as never)
        return [response.status, await response.text()]
      }
      expect(await answer(expected)).toEqual([200, candidate.acknowledged])
      for (const wrong of [...candidate.mismatches, null])
        expect(await answer(wrong)).toEqual([400, candidate.notAcknowledged])
      const failing = () => {
        throw new Error('the database is down')
      }
      expect(await answer(expected, failing)).toEqual([500, candidate.notAcknowledged])
    })
  })
}
