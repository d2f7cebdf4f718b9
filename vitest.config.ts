import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/reporter.ts'
import { PATIENCE, TEST_PATIENCE } from './test/support/patience.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, string | { default: string }>
}

/** `zhifu` and its subpaths are read from `src`, so that examples and snippets need no build. */
const alias = Object.entries(exports).flatMap(([subpath, target]) =>
  typeof target === 'string'
    ? []
    : [
        {
          find: new RegExp(`^zhifu${subpath.slice(1)}$`),
          replacement: root + target.default.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts'),
        },
      ],
)

/** Property tests: how often each runs, and the seed that repeats a run. The workers inherit both. */
process.env['FUZZ_RUNS'] ??= '300'
process.env['FUZZ_SEED'] ??= String(Math.floor(Math.random() * 2 ** 31))
console.log(
  `property tests: ${process.env['FUZZ_RUNS']} runs each; FUZZ_SEED=${process.env['FUZZ_SEED']} repeats them`,
)

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/house/loopback-only.ts', 'test/house/nothing-secret.ts'],
    testTimeout: TEST_PATIENCE,
    hookTimeout: TEST_PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    reporters: ['default', new ClosingLine()],
  },
})
