import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** `dist` mirrors `src` file for file: relative imports stay imports, with `.ts` turned into `.js`. */
const keepModules = {
  name: 'keep-modules',
  setup(build: import('esbuild').PluginBuild): void {
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    )
  },
}

/** The one file that is bundled, for pages without a bundler. */
const browser = 'src/browser.ts'

const { version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>
const { version: valibot } = JSON.parse(readFileSync('node_modules/valibot/package.json', 'utf8')) as {
  version: string
}

export default defineConfig([
  {
    entry: ['src/**/*.ts', `!${browser}`],
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    splitting: false,
    sourcemap: true,
    // The other build may be done before this one begins.
    clean: ['!browser.js', '!browser.js.map'],
    dts: false,
    esbuildPlugins: [keepModules],
  },
  {
    entry: [browser],
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    splitting: false,
    sourcemap: true,
    minify: true,
    noExternal: [/.*/],
    dts: false,
    banner: { js: `/*! zhifu ${version}, ${license}; with valibot ${valibot}, MIT, © Fabian Hiller */` },
  },
])
