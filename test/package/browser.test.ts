/** The module for pages without a bundler, as built: what it holds, and that a browser pays with it. */
import { createVerify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { Browser as HappyBrowser } from 'happy-dom'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BrowserShop, openBrowserShop } from '../../examples/browser/server.ts'
import * as source from '../../src/browser.ts'
import { importsOf, read, root } from '../house/source.ts'
import { hasChromium, launchChromium, openPage } from '../support/chromium.ts'
import { appKeys, otherKeys } from '../support/keys.ts'

const file = `${root}dist/browser.js`
const load = async (): Promise<typeof source> => await import(/* @vite-ignore */ file)

let shop: BrowserShop
beforeAll(async () => {
  if (!existsSync(file)) throw new Error('dist is missing: npm run build')
  shop = await openBrowserShop()
})
afterAll(() => shop?.stop())

describe('the file', () => {
  test('is one, minified, with its licences and a source map', () => {
    const code = read('dist/browser.js')
    expect(importsOf('dist/browser.js')).toEqual([])
    expect(code.split('\n').length).toBeLessThan(10)
    expect(code).toMatch(/^\/\*! zhifu \d.*MIT; with valibot .*MIT/)
    expect(code).toMatch(/\/\/# sourceMappingURL=browser\.js\.map\s*$/)
    const map = JSON.parse(read('dist/browser.js.map')) as { sources: string[]; sourcesContent: string[] }
    expect(map.sources).toContain('../src/outgoing/page-form.ts')
    expect(map.sourcesContent).toHaveLength(map.sources.length)
    const packages = map.sources.flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)]).toEqual(['valibot'])
    expect(map.sources.filter(path => /\/(md5|hmac|send|handle-notify)\.ts$/.test(path))).toEqual([])
  })

  test('has what its source has, and does not grow', async () => {
    expect(Object.keys(await load()).sort()).toEqual(Object.keys(source).sort())
    const reached = (JSON.parse(read('test/package/budgets.json')) as Record<string, number>)['browser.js']
    const gzipped = gzipSync(readFileSync(file), { level: 9 }).length
    console.log(`browser.js: ${gzipped} bytes gzipped, ${reached} were reached`)
    expect(gzipped).toBeLessThanOrEqual((reached ?? 0) * 1.03)
  })
})

describe('in happy-dom', () => {
  test('the form is what was signed, and its submission opens the cashier', async () => {
    const { createAlipay, pageForm, rsa2Signer, rsa2Verifier, tradePagePay } = await load()
    await fetch(`${shop.url}console`, { method: 'POST', body: appKeys.spki })
    const client = createAlipay({
      appId: '2021000000000001',
      signer: rsa2Signer(appKeys.pkcs8),
      verifier: rsa2Verifier(otherKeys.spki),
      endpoint: shop.gateway,
    })
    const subject = '咖啡 <b>"&\'`</b> + 100%'
    const order = { out_trade_no: 'HAPPY-1', total_amount: '8.80', subject }
    const html = await pageForm(client, tradePagePay, order, { autoSubmit: false, buttonText: 'Pay <now>' })

    const browser = new HappyBrowser({ settings: { enableJavaScriptEvaluation: false } })
    try {
      const page = browser.newPage()
      page.url = shop.url
      page.content = `<!doctype html><body>${html}</body>`
      const { document } = page.mainFrame
      const form = document.forms[0]
      expect([form?.method, form?.getAttribute('accept-charset')]).toEqual(['post', 'utf-8'])
      expect(form?.querySelector('button')?.textContent).toBe('Pay <now>')
      expect([...document.querySelectorAll('form *')].map(({ tagName }) => tagName)).toEqual([
        'INPUT',
        'BUTTON',
      ])
      const { searchParams } = new URL(form?.action ?? '')
      const fields = [...document.querySelectorAll('input')].map(({ name, value }) => [name, value] as const)
      for (const [name, value] of fields) searchParams.append(name, value)
      expect(JSON.parse(searchParams.get('biz_content') ?? '')).toMatchObject(order)
      const text = [...searchParams]
        .filter(([name]) => name !== 'sign')
        .map(([name, value]) => `${name}=${value}`)
        .sort()
        .join('&')
      const verify = createVerify('RSA-SHA256').update(text)
      expect(verify.verify(appKeys.spki, searchParams.get('sign') ?? '', 'base64')).toBe(true)

      form?.submit()
      await page.waitForNavigation()
      expect(page.mainFrame.document.body.textContent).toContain(subject)
      expect(page.mainFrame.document.body.textContent).toContain('¥8.80')
    } finally {
      await browser.close()
    }
  })
})

const there = hasChromium()

describe.runIf(there)('in Chromium, the example page', () => {
  let browser: Browser
  let page: Page
  const errors: string[] = []
  beforeAll(async () => {
    browser = await launchChromium()
    page = await openPage(browser, { viewport: { width: 640, height: 760 } })
    page.on('pageerror', error => errors.push(String(error)))
    page.on('console', message => {
      if (message.type() === 'error') errors.push(message.text())
    })
  })
  afterAll(async () => {
    await browser?.close()
  })

  beforeEach(() => void errors.splice(0))

  const open = async (): Promise<void> => {
    await page.goto(shop.url)
    await page.locator('body[data-ready]').waitFor()
  }

  test.each([
    { signer: 'a key in this browser', by: 'form', method: 'POST' },
    { signer: 'a key in this browser', by: 'URL', method: 'GET' },
    { signer: 'the signing endpoint', by: 'form', method: 'POST' },
    { signer: 'the signing endpoint', by: 'URL', method: 'GET' },
  ])('pays by $by, signed by $signer', async ({ signer, by, method }) => {
    await open()
    const number = await page.getByLabel('Order number').inputValue()
    await page.getByLabel(signer).check()
    const asked = page.waitForRequest(request => request.url().startsWith(shop.gateway))
    await page.getByRole('button', { name: `Pay by ${by}` }).click()
    expect((await asked).method()).toBe(method)
    await page.getByText('咖啡豆 Coffee & cake').waitFor()
    await page.getByRole('button', { name: 'Pay' }).click()
    const thanks = page.getByText(`Thank you for ${number}, 88.88 yuan.`)
    await thanks.waitFor()
    await expect.poll(() => shop.paid).toContain(`${number} 88.88`)
    expect(errors).toEqual([])
  })

  test('the endpoint signs neither a dear order nor for another site', async () => {
    await open()
    await page.getByLabel('the signing endpoint').check()
    await page.getByLabel('Amount in yuan').fill('1000.01')
    await page.getByRole('button', { name: 'Pay by URL' }).click()
    await page.getByRole('alert').getByText('nothing was sent').waitFor()
    expect(page.url()).toBe(shop.url)
    expect(errors).toEqual([expect.stringContaining('403')])
    const message = `app_id=2021000000000002&biz_content={"total_amount":"1"}&charset=utf-8&format=JSON&method=alipay.trade.page.pay&notify_url=`
    expect((await fetch(`${shop.url}sign`, { method: 'POST', body: message })).status).toBe(403)
  })

  test('the key stays when the page is opened again, and cannot be taken out of it', async () => {
    await open()
    const shown = await page.locator('#public-key').textContent()
    await open()
    expect(await page.locator('#public-key').textContent()).toBe(shown)
    // As text, since the test's own runner rewrites an import() in a function.
    const taken = await page.evaluate(`import('/key.js').then(async ({ browserKey }) => {
      const { privateKey } = await browserKey()
      const take = format => crypto.subtle.exportKey(format, privateKey).then(String, ({ name }) => name)
      return [await take('pkcs8'), await take('jwk')]
    })`)
    expect(taken).toEqual(['InvalidAccessError', 'InvalidAccessError'])
  })

  test('a forged return is told from a genuine one', async () => {
    await open()
    const forged = new URLSearchParams({ app_id: '2021000000000001', out_trade_no: 'ORDER-1', sign: 'AAAA' })
    await page.goto(`${shop.url}?${forged}`)
    await page.getByText("This address is not Alipay's: SignatureError").waitFor()
  })

  test('an order that cannot be is refused on the page, before anything is signed', async () => {
    await open()
    await page.getByLabel('Amount in yuan').fill('0.001')
    await page.getByRole('button', { name: 'Pay by URL' }).click()
    await page.getByRole('alert').getByText('total_amount').waitFor()
    expect(page.url()).toBe(shop.url)
    expect(errors).toEqual([])
  })
})
