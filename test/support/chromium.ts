import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { PATIENCE } from './patience.ts'
import { isHere } from './requirements.ts'

/** Where the tests' Chromium is: Debian's, unless the variable CHROMIUM names another. */
export const chromiumPath: string = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
export const GET_CHROMIUM = 'apt-get install chromium, or set CHROMIUM to the executable'

/** Whether it is here. If not: a failure where all must be here, elsewhere a word on how to get it. */
export function hasChromium(): boolean {
  return isHere('Chromium', existsSync(chromiumPath), GET_CHROMIUM)
}

/** Starts a Chromium that reaches this machine alone, and asks nobody for updates. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
    timeout: PATIENCE,
  })
}

/** Opens a page on which nothing is given up before its time. */
export async function openPage(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options)
  page.setDefaultTimeout(PATIENCE)
  return page
}
