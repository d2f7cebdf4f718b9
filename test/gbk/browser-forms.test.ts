/** What a browser's own encoder writes for a GBK form, held against ours. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gb2312, gbk } from '../../src/gbk/index.ts'
import { hasChromium, launchChromium, openPage } from '../support/chromium.ts'

const there = hasChromium()

/** All that a form can carry unchanged: browsers rewrite line ends and NUL themselves. */
const chars = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(
  char => !/[\r\n\0]/.test(char),
)

const bodies: string[] = []
const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('latin1')
  request.on('data', chunk => {
    body += chunk
  })
  request.on('end', () => {
    if (request.method === 'POST') bodies.push(body)
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<link rel=icon href=data:,>')
  })
})
let browser: Browser | undefined

beforeAll(async () => {
  if (!there) return
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  server.close()
  server.closeAllConnections()
})

async function submitted(text: string, charset: string): Promise<Uint8Array> {
  const page = await openPage(browser as Browser)
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await Promise.all([
    page.waitForResponse(response => response.request().method() === 'POST'),
    page.evaluate(
      ([value, acceptCharset]) => {
        const form = document.createElement('form')
        const input = document.createElement('input')
        Object.assign(form, { method: 'post', action: '/', acceptCharset })
        Object.assign(input, { type: 'hidden', name: 'a', value })
        form.append(input)
        document.body.append(form)
        form.submit()
      },
      [text, charset] as const,
    ),
  ])
  await page.close()
  const body = bodies.pop()?.slice(2).replaceAll('+', ' ') ?? ''
  return Buffer.from(
    body.replace(/%([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

test.runIf(there)('a browser submits the characters that a form may hold in our bytes', async () => {
  for (const charset of [gbk, gb2312]) {
    const text = chars
      .filter(char => charset.firstUnwritable(char) < 0 && charset.firstAlteredByForms(char) < 0)
      .join('')
    expect(text.length).toBeGreaterThan(7000)
    expect(Buffer.from(await submitted(text, charset.name)).equals(charset.encode(text))).toBe(true)
  }
})

test.runIf(there)('and it writes others otherwise, as we say', async () => {
  expect(await submitted('€', 'gbk')).toEqual(Buffer.of(0x80))
  expect(await submitted('毛😀', 'gbk')).toEqual(Buffer.from('\xc3\xab&#128512;', 'latin1'))
})
