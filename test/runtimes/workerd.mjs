/** workerd: `node workerd.mjs <gateway> <project> <service>`; the suite as a test of a Worker of `workerd.capnp`. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'

const here = name => fileURLToPath(new URL(name, import.meta.url))
const [gateway, project, service] = process.argv.slice(2)
const workerd = here('node_modules/@cloudflare/workerd-linux-64/bin/workerd')
const [version] = /[\d-]{10}/.exec(execFileSync(workerd, ['--version'], { encoding: 'utf8' }))
const worker = `import run from './run.mjs'
  export default { async test() {
    console.log(JSON.stringify({ version: '${version}', ...await run('${gateway}') }))
  } }`
writeFileSync(join(project, 'worker.js'), await bundle(project, worker))
copyFileSync(here('workerd.capnp'), join(project, 'workerd.capnp'))
execFileSync(workerd, ['test', join(project, 'workerd.capnp'), service], { stdio: 'inherit' })
