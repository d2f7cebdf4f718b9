/**
 * Firefox: `node firefox.mjs <gateway> <project> <host>`; a page of 127.0.0.1, or of `insecure.test`, an origin where
 * browsers hide WebCrypto.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPage } from './page.mjs'

/** It asks nobody for anything by itself, and what it asks for all the same meets a proxy that is not there. */
const PREFERENCES = {
  'network.dns.forceResolve': '127.0.0.1',
  'network.trr.mode': 5,
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 1,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 1,
  'network.proxy.no_proxies_on': '127.0.0.1, insecure.test',
  'network.proxy.failover_direct': false,
  'network.proxy.allow_bypass': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.prefetch-next': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'dom.push.connection.enabled': false,
  'dom.security.https_first': false,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.server': 'data:,',
  'telemetry.fog.test.localhost_port': -1,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.usage.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'termsofuse.bypassNotification': true,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.region.network.url': '',
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.topsites.contile.enabled': false,
  'extensions.update.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'media.gmp-manager.updateEnabled': false,
}

const [gateway, project, host] = process.argv.slice(2)
const executable = process.env.FIREFOX ?? '/usr/bin/firefox-esr'
const [version] = /\d\S*/.exec(execFileSync(executable, ['--version'], { encoding: 'utf8' }))
const profile = join(project, 'profile')
mkdirSync(profile)
writeFileSync(
  join(profile, 'user.js'),
  Object.entries(PREFERENCES)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join(''),
)
const page = await openPage(project, gateway)
const args = ['--headless', '--no-remote', '--profile', profile, `http://${host}:${page.port}/`]
const env = {
  ...process.env,
  HOME: profile,
  MOZ_CRASHREPORTER_DISABLE: '1',
  // A release takes another server of settings only with this.
  MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
}
const browser = spawn(executable, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
browser.stderr.pipe(process.stderr)
// All its processes write to this pipe: it is closed when the last one is gone.
const closed = once(browser, 'close')
browser.on('close', (code, signal) => page.fail(`Firefox ended early: ${signal ?? code}`))
try {
  console.log(JSON.stringify({ version, ...(await page.outcome) }))
} finally {
  browser.kill('SIGKILL')
  await closed
  page.close()
  rmSync(profile, { recursive: true, force: true })
}
