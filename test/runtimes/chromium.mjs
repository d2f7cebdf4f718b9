/**
 * Chromium: `node chromium.mjs <gateway> <project> <host>`; a page of 127.0.0.1, or of `insecure.test`, an origin where
 * browsers hide WebCrypto.
 */
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { bundle } from './bundle.mjs'

const [gateway, project, host] = process.argv.slice(2)
const script = await bundle(project, `import run from './run.mjs'; globalThis.outcome = run('${gateway}')`)
const server = createServer((request, response) => {
  const [type, text] =
    request.url === '/'
      ? [
          'text/html',
          '<!doctype html><link rel=icon href=data:,><script type=module src=/script.js></script>',
        ]
      : ['text/javascript', script]
  response.setHeader('content-type', `${type}; charset=utf-8`).end(text)
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
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
  const page = await browser.newPage()
  page.setDefaultTimeout(240_000)
  page.on('pageerror', error => console.error(error))
  await page.goto(`http://${host}:${server.address().port}/`)
  await page.waitForFunction(() => 'outcome' in globalThis)
  const outcome = await page.evaluate(() => globalThis.outcome)
  console.log(JSON.stringify({ version: browser.version(), ...outcome }))
} finally {
  await browser?.close()
  server.close()
  server.closeAllConnections()
}
