import { type Browser, chromium } from 'playwright-core'

/** Where the tests' Chromium is: Debian's, unless the variable CHROMIUM names another. */
export const chromiumPath: string = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

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
    timeout: 30_000,
  })
}
