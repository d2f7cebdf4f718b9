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

export default defineConfig({
  entry: ['src/**/*.ts'],
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  splitting: false,
  sourcemap: true,
  clean: true,
  dts: false,
  esbuildPlugins: [keepModules],
})
