/** workerd: the suite as a test of a worker, without Node's compatibility and without a network. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'

const here = name => fileURLToPath(new URL(name, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'workerd-'))
try {
  const worker = `import run from './run.mjs'
    export default { async test() { console.log(JSON.stringify(await run())) } }`
  writeFileSync(join(folder, 'worker.js'), await bundle(worker))
  copyFileSync(here('workerd.capnp'), join(folder, 'workerd.capnp'))
  const workerd = here('node_modules/@cloudflare/workerd-linux-64/bin/workerd')
  process.stdout.write(execFileSync(workerd, ['test', join(folder, 'workerd.capnp')], { timeout: 60_000 }))
} finally {
  rmSync(folder, { recursive: true })
}
