import { join } from 'node:path'
import { build } from 'esbuild'

/** One file of an entry, the portable suite and the built package, for runtimes that resolve no names themselves. */
export async function bundle(project, entry) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: join(project, 'portable') },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
  })
  return outputFiles[0].text
}
