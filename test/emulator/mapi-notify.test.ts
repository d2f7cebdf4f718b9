import { describe, expect, it } from 'vitest'
import type { EmulatorOptions, MapiEmulatorPayee } from '../../src/emulator/index.ts'
import {
  accountName,
  batchOf,
  bytesOf,
  emulateMapi,
  formOf,
  isGateways,
  merchant,
  notify_url,
  otherPartner,
  partner,
  type Received,
  record,
  send,
  verifyNotify,
} from './mapi-support.ts'
import { textOf } from './support.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const batchNo = '20260101001'

const payees: MapiEmulatorPayee[] = [
  { account: '1@example.com', name: '常炜' },
  { account: '2@example.com', name: '龚本林', state: 'failing' },
  { account: '3@example.com', name: '俁 €' },
]
const records = [
  record('1', '20', '常炜', '1@example.com', 'hello'),
  record('2', '0.5', '龚本林'),
  record('3', '20.00', '俁 €'),
]

/** A merchant whose batch is taken, with what is told to it. */
async function taken(
  charset = 'utf-8',
  more: Record<string, string> = {},
  answer?: () => Response,
  options: Partial<EmulatorOptions> = {},
) {
  const shop = merchant(charset === 'utf-8' ? charset : 'gb18030', answer)
  const emulator = await emulateMapi({}, { payees }, { fetch: shop.fetch, ...options })
  const own = charset === 'gb2312' ? records.slice(0, 2) : records
  expect(await send(emulator, batchOf(own, { _input_charset: charset, ...more }))).toBe('SUCCESS')
  return { emulator, received: shop.received, minutes: () => shop.received.map(one => one.minutes) }
}

describe('a notification', () => {
  it('tells what was paid and what was not, as document 004 has it', async () => {
    const { emulator, received } = await taken()
    await emulator.advance(MINUTE)
    const [{ type, form, body } = {} as Received] = received
    expect(received).toHaveLength(1)
    expect(type).toBe('application/x-www-form-urlencoded; text/html; charset=utf-8')
    const { sign, notify_id, success_details = '', fail_details = '', ...rest } = form
    expect(rest).toEqual({
      notify_time: '2026-01-01 08:01:00',
      notify_type: 'batch_trans_notify',
      batch_no: batchNo,
      pay_user_id: partner,
      pay_user_name: accountName,
      pay_account_no: `${partner}0156`,
      sign_type: 'MD5',
    })
    expect(notify_id).toMatch(/^[\da-f]{32}$/)
    expect(success_details).toMatch(
      /^1\^1@example\.com\^常炜\^20\.00\^S\^null\^20260101\d{12}\^20260101080100\|3\^3@example\.com\^俁 €\^20\.00\^S\^null\^20260101\d{12}\^20260101080100\|$/,
    )
    expect(fail_details).toMatch(
      /^2\^2@example\.com\^龚本林\^0\.50\^F\^TXN_RESULT_TRANSFER_OUT_CAN_NOT_EQUAL_IN\^20260101\d{12}\^20260101080100\|$/,
    )
    expect(emulator.notifications()).toMatchObject([
      {
        notifyId: notify_id,
        url: notify_url,
        body,
        acknowledged: true,
        attempts: [{ url: notify_url, body, status: 200 }],
      },
    ])
  })

  const cases = ['MD5', 'RSA', 'DSA'].flatMap(type =>
    ['utf-8', 'gbk', 'gb2312'].map(charset => [type, charset] as const),
  )
  it.each(cases)('is signed with %s over the bytes in %s, as its batch was', async (sign_type, charset) => {
    const { emulator, received } = await taken(charset, { sign_type })
    await emulator.advance(MINUTE)
    const [{ type, form, body } = {} as Received] = received
    expect(type).toContain(`charset=${charset}`)
    expect(form['sign_type']).toBe(sign_type)
    expect(form['success_details']).toContain('常炜')
    const { sign = '' } = form
    const text = textOf(form, ['sign', 'sign_type'])
    expect(await isGateways(emulator, sign_type, bytesOf(text, charset), sign)).toBe(true)
    const other = charset === 'utf-8' ? 'gbk' : 'utf-8'
    expect(await isGateways(emulator, sign_type, bytesOf(text, other), sign)).toBe(false)
    // On the wire each byte is escaped: the text written in the charset, and in no other.
    const upper = (escaped: string) => escaped.replace(/%[\da-f]{2}/gi, sequence => sequence.toUpperCase())
    const again = (name: string) => upper(formOf(form, name)).replaceAll('%5F', '_')
    const plain = (text: string) => text.replaceAll('%2D', '-').replaceAll('%2E', '.').replaceAll('%7E', '~')
    expect(body).toBe(plain(again(charset)))
    expect(body).not.toBe(plain(again(other)))
  })

  it('leaves out the list that is empty', async () => {
    const told = async (rows: string[]) => {
      const shop = merchant()
      const emulator = await emulateMapi({}, { payees }, { fetch: shop.fetch })
      await send(emulator, batchOf(rows))
      await emulator.advance(MINUTE)
      return Object.keys(shop.received[0]?.form ?? {}).filter(name => name.endsWith('_details'))
    }
    expect(await told([records[0] as string])).toEqual(['success_details'])
    expect(await told([records[1] as string])).toEqual(['fail_details'])
  })

  it('comes once for a batch, and never without notify_url', async () => {
    const { emulator, received } = await taken('utf-8', { notify_url: '' })
    await emulator.advance(DAY)
    expect([received, emulator.notifications()]).toEqual([[], []])
    expect(emulator.mapi.batch(batchNo)?.status).toBe('settled')
  })

  it('goes by the day in Beijing', async () => {
    // 23:59:30 in Beijing when it is sent, the next day when it ends.
    const now = () => new Date('2026-01-01T15:59:30Z')
    const { emulator, received } = await taken('utf-8', {}, undefined, { now })
    await emulator.advance(MINUTE)
    expect(received[0]?.form['success_details']).toMatch(/\^S\^null\^20260102\d{12}\^20260102000030\|/)
  })
})

describe('repeats', () => {
  it('come after 2, 10, 10 minutes, 1, 2, 6 and 15 hours, eight in all, under one number', async () => {
    const { emulator, received, minutes } = await taken('gbk', {}, () => new Response('fail'))
    await emulator.advance(MINUTE)
    expect(minutes()).toEqual([1])
    await emulator.advance(2 * MINUTE - 1)
    expect(minutes()).toEqual([1])
    await emulator.advance(1)
    expect(minutes()).toEqual([1, 3])
    await emulator.advance(10 * DAY)
    expect(minutes()).toEqual([1, 3, 13, 23, 83, 203, 563, 1463])
    const numbers = new Set(received.map(({ form }) => form['notify_id']))
    expect(numbers.size).toBe(1)
    const [record] = emulator.notifications()
    expect([...numbers]).toEqual([record?.notifyId])
    expect(record).toMatchObject({ acknowledged: false })
    expect(record?.attempts).toHaveLength(8)
    // Each has its own time, and a signature over it.
    expect(new Set(received.map(({ form }) => form['sign'])).size).toBe(8)
    for (const { form } of received) {
      const bytes = bytesOf(textOf(form, ['sign', 'sign_type']), 'gbk')
      expect(isGateways(emulator, 'MD5', bytes, form['sign'] ?? '')).toBe(true)
    }
    // The records stay as they were.
    expect(new Set(received.map(({ form }) => form['success_details'])).size).toBe(1)
  })

  it('stop as soon as success comes back', async () => {
    let count = 0
    const { emulator, minutes } = await taken('utf-8', {}, () => new Response(++count < 3 ? 'no' : 'success'))
    await emulator.advance(2 * DAY)
    expect(minutes()).toEqual([1, 3, 13])
    expect(emulator.notifications()[0]?.acknowledged).toBe(true)
  })

  it.each([
    ['capitals', () => new Response('SUCCESS')],
    ['a line break', () => new Response('success\n')],
    ['a byte order mark', () => new Response('\ufeffsuccess')],
    ['markup', () => new Response('<p>success</p>')],
    ['500', () => new Response('success', { status: 500 })],
    ['a redirect', () => new Response('success', { status: 302, headers: { location: '/' } })],
    [
      'no answer',
      () => {
        throw new TypeError('fetch failed')
      },
    ],
  ])('come after %s', async (_, answer) => {
    const { emulator, minutes } = await taken('utf-8', {}, answer)
    await emulator.advance(3 * MINUTE)
    expect(minutes()).toEqual([1, 3])
    expect(emulator.notifications()[0]?.acknowledged).toBe(false)
  })
})

describe('notify_verify', () => {
  it('says true until success was answered, then false', async () => {
    let arrived = ''
    const said: string[] = []
    const ask = () => verifyNotify(emulator, { partner, notify_id: arrived })
    const { emulator, received } = await taken('utf-8', {}, undefined, {
      fetch: async request => {
        arrived = new URLSearchParams(await request.text()).get('notify_id') ?? ''
        // As merchants do: within the notification's own delivery.
        said.push(await ask())
        return new Response(said.length < 2 ? 'not yet' : 'success')
      },
    })
    await emulator.advance(MINUTE)
    said.push(await ask())
    await emulator.advance(2 * MINUTE)
    said.push(await ask())
    expect(said).toEqual(['true', 'true', 'true', 'false'])
    expect(received).toEqual([])
  })

  it('knows whose a notification is', async () => {
    const { emulator, received } = await taken('utf-8', {}, () => new Response('no'))
    await emulator.advance(MINUTE)
    const notify_id = received[0]?.form['notify_id'] ?? ''
    const ask = (params: Record<string, string>) => verifyNotify(emulator, params)
    expect(await ask({ partner, notify_id })).toBe('true')
    expect(await ask({ partner: otherPartner, notify_id })).toBe('false')
    expect(await ask({ partner: '1', notify_id })).toBe('false')
    expect(await ask({ partner, notify_id: `${notify_id}0` })).toBe('false')
    expect(await ask({ partner, notify_id: 'constructor' })).toBe('false')
  })

  it.each([
    [{ partner }],
    [{ partner, notify_id: '' }],
    [{ notify_id: 'x' }],
    [{ partner: '', notify_id: 'x' }],
    [{}],
  ])('says invalid to %j', async params => {
    const { emulator } = await taken()
    expect(await verifyNotify(emulator, params as Record<string, string>)).toBe('invalid')
  })

  it('takes the first of two partners that are smuggled in, so that an id encoded badly fails', async () => {
    const { emulator, received } = await taken('utf-8', {}, () => new Response('no'))
    await emulator.advance(MINUTE)
    const notify_id = received[0]?.form['notify_id'] ?? ''
    const url = `${emulator.mapi.gateway}?service=notify_verify&partner=${otherPartner}&notify_id=${notify_id}&partner=${partner}`
    expect(await (await emulator.fetch(new Request(url))).text()).toBe('false')
  })
})
