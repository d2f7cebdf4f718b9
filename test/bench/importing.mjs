/**
 * What an import costs in a fresh process: the packages as installed, and one job as a bundler leaves it. The
 * processes take turns, and medians are told.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { median } from './paired.mjs'
import { tell } from './report.mjs'

const ROUNDS = 11
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'zhifu-import-'))

/** Bundles one job for Node and returns its file's URL. */
async function bundled(name, contents) {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    // The official SDK holds CommonJS that requires Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
  return pathToFileURL(outfile).href
}

/** Milliseconds that an import takes in a process of its own. */
function importTime(...specifiers) {
  const script = `const start = performance.now()
    for (const name of ${JSON.stringify(specifiers)}) await import(name)
    console.log(performance.now() - start)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root }))
}

try {
  const one = await bundled(
    'one',
    `export { pageUrl, rsa2Signer, rsa2Verifier } from 'zhifu'
    export { createAlipay, tradePagePay } from 'zhifu/alipay'`,
  )
  const official = await bundled('official', `export { AlipaySdk } from 'alipay-sdk'`)
  const cases = {
    'zhifu alone': ['zhifu'],
    'zhifu and the whole Alipay catalogue': ['zhifu', 'zhifu/alipay'],
    'alipay-sdk': ['alipay-sdk'],
    'zhifu and one API, bundled': [one],
    'alipay-sdk, bundled': [official],
  }
  const times = Object.fromEntries(Object.keys(cases).map(name => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, specifiers] of Object.entries(cases)) times[name].push(importTime(...specifiers))
  const shareOf = (name, other) =>
    median(times[name].map((time, round) => time / times[other][round])).toFixed(2)
  for (const name of Object.keys(cases)) tell(`importing ${name}: ${median(times[name]).toFixed(0)} ms`)
  tell(
    `as installed: ${shareOf('zhifu and the whole Alipay catalogue', 'alipay-sdk')} of the official SDK's time; ` +
      `bundled: ${shareOf('zhifu and one API, bundled', 'alipay-sdk, bundled')}`,
  )
} finally {
  rmSync(folder, { recursive: true })
}
