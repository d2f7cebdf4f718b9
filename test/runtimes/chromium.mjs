/**
 * Chromium: `node chromium.mjs <gateway> <project> <host>`; a page of 127.0.0.1, or of `insecure.test`, an origin where
 * browsers hide WebCrypto.
 */
import { chromium } from 'playwright-core'
import { openPage } from './page.mjs'

const [gateway, project, host] = process.argv.slice(2)
const page = await openPage(project, gateway)
let browser
try {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP insecure.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
    timeout: 120_000,
  })
  browser.on('disconnected', () => page.fail('Chromium ended early'))
  const tab = await browser.newPage()
  tab.on('crash', () => page.fail('the page crashed'))
  await tab.goto(`http://${host}:${page.port}/`, { timeout: 120_000 })
  console.log(JSON.stringify({ version: browser.version(), ...(await page.outcome) }))
} finally {
  await browser?.close()
  page.close()
}
