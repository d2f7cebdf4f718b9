/** One list of doors, told three times: package.json, deno.json, and the files. */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { read, root } from './source.ts'

interface Manifest {
  name: string
  version: string
  license: string
  type: string
  sideEffects: boolean
  files: string[]
  exports: Record<string, string | Record<string, string>>
  imports?: Record<string, string>
  dependencies: Record<string, string>
}

const manifest = JSON.parse(read('package.json')) as Manifest
const deno = JSON.parse(read('deno.json')) as Manifest
const lock = JSON.parse(read('package-lock.json')) as {
  version: string
  packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: object }>
}
const doors = Object.entries(manifest.exports).filter(([subpath]) => subpath !== './package.json')

describe('package.json', () => {
  test.each(doors)('%s has types and code of one source file', (subpath, target) => {
    const stem = /^\.\/dist\/(.+)\.js$/.exec(typeof target === 'string' ? '' : (target['default'] ?? ''))?.[1]
    expect(stem).toBeDefined()
    expect(target).toEqual({ types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` })
    expect(Object.keys(target)).toEqual(['types', 'default'])
    expect(existsSync(`${root}src/${stem}.ts`), `src/${stem}.ts`).toBe(true)
    const bare = subpath.slice(2)
    expect(['index', bare, `${bare}/index`]).toContain(stem)
  })

  test('is an ES module without side effects, and ships what its source maps name', () => {
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false })
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'src']))
  })
})

describe('deno.json', () => {
  test('has the same version and license', () => {
    expect(deno.version).toBe(manifest.version)
    expect(deno.license).toBe(manifest.license)
    expect(lock.version).toBe(manifest.version)
  })

  test('has the same doors', () => {
    const expected = doors.map(([subpath, target]) => [
      subpath,
      (target as Record<string, string>)['default']?.replace(/^\.\/dist\/(.*)\.js$/, './src/$1.ts'),
    ])
    expect(deno.exports).toEqual(Object.fromEntries(expected))
  })

  test('has the same dependencies in the same ranges', () => {
    const found = Object.values(deno.imports ?? {}).map(
      specifier => /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)\/?$/.exec(specifier)?.slice(1) ?? [specifier],
    )
    expect(Object.fromEntries(found)).toEqual(manifest.dependencies)
  })
})

describe('package-lock.json', () => {
  test('has an entry for every platform of every optional package', () => {
    const { packages } = lock
    const missing: string[] = []
    for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
      for (const name of Object.keys(optionalDependencies)) {
        const parts = path.split('/node_modules/')
        const places = parts.map(
          (_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/`,
        )
        const found = [...places, ''].some(place => `${place}node_modules/${name}` in packages)
        if (!found) missing.push(`${path} → ${name}`)
      }
    }
    expect(missing).toEqual([])
  })

  test('names no address to download from', () => {
    const resolved = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)
    expect(resolved.map(([path]) => path)).toEqual([])
  })
})
