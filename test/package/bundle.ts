/** What a bundler makes of one job done with the built package: how large it is, and what fills it. */
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { root } from '../house/source.ts'

/** A bundle: minified, one file, as a page or a Worker loads it. */
export interface Bundle {
  readonly code: string
  /** Bytes after `gzip -9`. */
  readonly gzipped: number
  /** Minified bytes of each module in it, by its path from the package's folder, the largest first. */
  readonly modules: ReadonlyMap<string, number>
}

/** Bundles a module of imports from `zhifu`, which is the package in `dist`. */
export async function bundle(text: string, plugins: Plugin[] = []): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: text, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    plugins,
  })
  const code = outputFiles[0]?.text ?? ''
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  const held = inputs.map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const)
  const modules = held.filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a)
  return { code, gzipped: gzipSync(code, { level: 9 }).length, modules: new Map(modules) }
}

/** Modules that are schemas and nothing else, and the library of them. */
export const SCHEMAS =
  /^node_modules\/valibot\/|^dist\/(alipay|mapi|bgcpay)\/(fields|shapes|[a-z]+-fields)\.js$/

/** Takes the schemas away: what an API without any would weigh. */
export const withoutSchemas: Plugin = {
  name: 'without-schemas',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^valibot$/ }, () => ({ path: 'valibot', external: true, sideEffects: false }))
    onLoad({ filter: /\/dist\/(alipay|mapi|bgcpay)\/api\/[^/]+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text.replace(/^ {2}input(: .*?)?(?=,?$)/m, '  input: () => ({})')
      if (contents === text) throw new Error(`${path} has no input to take away`)
      return { contents }
    })
  },
}

/** Takes modules away, and what they alone bring along. */
export const without = (filter: RegExp): Plugin => ({
  name: `without-${filter}`,
  setup({ onResolve }) {
    onResolve({ filter }, ({ path }) => ({ path, external: true, sideEffects: false }))
  },
})

/** Takes the transport away: the sending file, and ky with it. */
export const withoutTransport: Plugin = without(/\/send\.js$/)

/** What fills a bundle, in minified bytes: the packages whole, our own modules one by one. */
export function fillings({ modules }: Bundle): [string, number][] {
  const sums = new Map<string, number>()
  for (const [path, bytes] of modules) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? posix.relative('dist', path)
    sums.set(name, (sums.get(name) ?? 0) + bytes)
  }
  return [...sums].sort(([, a], [, b]) => b - a)
}
