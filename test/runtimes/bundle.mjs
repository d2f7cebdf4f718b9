import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** One file of the portable suite and the built package, for runtimes that resolve no names themselves. */
export async function bundle(entry) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: fileURLToPath(new URL('../portable', import.meta.url)) },
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
