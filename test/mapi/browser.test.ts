/** A real browser submits our GBK form to the emulator: names arrive intact, and the signature fits. */
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../src/emulator/index.ts'
import { gb2312, gbk } from '../../src/gbk/index.ts'
import { type Charset, md5, pageForm, utf8 } from '../../src/index.ts'
import { batchTransNotify, createMapi } from '../../src/mapi/index.ts'
import { hasChromium, launchChromium, openPage } from '../support/chromium.ts'
import { otherKeys } from '../support/keys.ts'

const there = hasChromium()

const partner = '2088002464631181'
const key = 'shared-key-of-the-browser-tests-1'
const transfers = [
  {
    serial: 'S1',
    account: 'a+b@example.com',
    name: '常炜',
    amount: '20.00',
    note: '三月? "A" & <b> \'%41\' + ~',
  },
  { serial: 'S2', account: 'b@example.com', name: '欧阳龚本林', amount: '0.50', note: '　全角，。' },
]

/** Characters whose second byte is ASCII (俁 is 82 52), or that GB2312 lacks. */
const beyondGb2312 = {
  serial: 'S3',
  account: 'c@example.com',
  name: '俁喆龘',
  amount: '1.00',
  note: '丂',
}

const servers: ServerType[] = []
let browser: Browser | undefined
let emulator: Emulator
let form = ''

async function listen(fetch: (request: Request) => Promise<Response> | Response): Promise<string> {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' })
  servers.push(server)
  await new Promise(resolve => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let gateway = ''
let shop = ''

beforeAll(async () => {
  if (!there) return
  gateway = await listen(request => emulator.fetch(request))
  shop = await listen(
    () =>
      new Response(`<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${form}`, {
        headers: { 'content-type': 'text/html;charset=utf-8' },
      }),
  )
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  for (const server of servers) server.close()
})

test.runIf(there).each<[string, Charset]>([
  ['gbk', gbk],
  ['gb2312', gb2312],
  ['utf-8', utf8],
])('a form in %s is submitted by Chromium, confirmed on the page, and paid', async (name, charset) => {
  const sent = charset === gb2312 ? transfers : [...transfers, beyondGb2312]
  emulator = await createEmulator({
    baseUrl: gateway,
    apps: [],
    alipayPrivateKey: otherKeys.pkcs8,
    mapi: { partners: [{ partner, email: 'payer@example.com', accountName: '毛毛', md5Key: key }] },
  })
  const client = createMapi({
    partner,
    signer: md5(key),
    verifier: md5(key),
    endpoint: emulator.mapi.gateway,
    charset,
  })
  const batch = { batch_no: '20260101001', account_name: '毛毛', email: 'payer@example.com', transfers: sent }
  form = await pageForm(client, batchTransNotify, batch)

  const page = await openPage(browser as Browser)
  try {
    const [request] = await Promise.all([
      page.waitForRequest(one => one.method() === 'POST'),
      page.goto(shop),
      page.waitForURL(`${emulator.mapi.gateway}**`),
    ])
    expect(request.url()).toBe(`${emulator.mapi.gateway}?_input_charset=${name}`)
    await page.getByText('常炜').waitFor()
    const taken = emulator.mapi.batch(batch.batch_no)?.transfers
    expect(taken?.map(({ name, note, account }) => ({ name, note, account }))).toEqual(
      sent.map(({ name, note, account }) => ({ name, note, account })),
    )
    await page.getByRole('button').click()
    await page.getByText('已受理').waitFor()
    await emulator.advance(60_000)
    expect(emulator.mapi.batch(batch.batch_no)?.transfers.every(({ isPaid }) => isPaid)).toBe(true)
  } finally {
    await page.close()
  }
})
