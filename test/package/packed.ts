/** The package as `npm install` would leave it: packed, and unpacked beside its dependencies. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { read, root } from '../house/source.ts'

export interface Manifest {
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies: Readonly<Record<string, string>>
}

export const manifest = JSON.parse(read('package.json')) as Manifest

/** What can be imported: `zhifu`, `zhifu/alipay`, … */
export const entries: readonly string[] = Object.keys(manifest.exports)
  .filter(subpath => subpath !== './package.json')
  .map(subpath => `zhifu${subpath.slice(1)}`)

export interface Packed {
  /** A folder whose `node_modules` holds the package. */
  readonly folder: string
  readonly tarball: string
  /** The paths in the tarball. */
  readonly files: readonly string[]
  remove(): void
}

/** Packs what is built, and installs it in a folder of its own; `more` are packages of ours to put beside it. */
export function packAndInstall(more: readonly string[] = []): Packed {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('dist is missing: npm run build')
  const folder = mkdtempSync(join(tmpdir(), 'packed-'))
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )
  const tarball = join(folder, filename)
  const installed = join(folder, 'node_modules/zhifu')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  for (const name of [...Object.keys(manifest.dependencies), ...more]) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  return {
    folder,
    tarball,
    files: files.map(({ path }: { path: string }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
