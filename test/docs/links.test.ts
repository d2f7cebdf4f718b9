/** Each relative link of what is shipped leads to something that is shipped, on npm as on JSR. */
import { execFileSync } from 'node:child_process'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { committedFiles, read, root } from '../house/source.ts'

/** What `npm pack` would put into the tarball; `dist` need not be there. */
const packed: string[] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
)[0].files.map(({ path }: { path: string }) => path)

/** What `deno publish` would publish. */
const { include, exclude } = (
  JSON.parse(read('deno.json')) as { publish: { include: string[]; exclude: string[] } }
).publish
const published = committedFiles().filter(
  path =>
    include.some(name => path === name || path.startsWith(`${name}/`)) &&
    !exclude.some(glob => asPattern(glob).test(path)),
)

/** `**` is any number of folders, `*` any part of one name. */
function asPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('**/', '(?:.+/)?').replace(/(?<!\))\*/g, '[^/]*')}$`)
}

/** The targets of a document's links: `docs/sizes.md#a-head`. */
function linksOf(document: string): string[] {
  const prose = read(document).replace(/^ *```[\s\S]*?^ *```/gm, '')
  const links = prose.matchAll(/\]\(([^)\s]+)\)/g)
  return [...links].map(([, target]) => target as string).filter(target => !/^[a-z]+:/.test(target))
}

/** The names by which a document's heads are linked to. */
function anchorsOf(document: string): string[] {
  const heads = read(document).matchAll(/^#+ (.*)$/gm)
  return [...heads].map(([, head = '']) =>
    head
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** The links of a document that lead to nothing in a list of files. */
function brokenLinks(document: string, files: readonly string[]): string[] {
  return linksOf(document).filter(link => {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? document : posix.join(posix.dirname(document), path)
    if (!files.some(file => file === target || file.startsWith(`${target}/`))) return true
    return anchor !== undefined && !anchorsOf(target).includes(anchor)
  })
}

describe.each([
  ['npm', packed],
  ['JSR', published],
])('%s', (_, files) => {
  const documents = files.filter(path => path.endsWith('.md'))

  test('ships the documents', () => {
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/notifications.md']),
    )
    expect(linksOf('README.md')).toEqual(expect.arrayContaining(['examples/one-order.ts', 'SECURITY.md']))
  })

  test.each(documents)('each relative link of %s leads somewhere', document => {
    expect(brokenLinks(document, files)).toEqual([])
  })

  test('ships no private key, not even one that everybody knows', () => {
    const holders = files.filter(
      path => !path.startsWith('dist/') && /PRIVATE KEY-----\s*[\w+/]{60}/.test(read(path)),
    )
    expect(holders).toEqual([])
  })
})

test('a link to what is not shipped would be noticed', () => {
  expect(brokenLinks('README.md', ['README.md', 'docs/sizes.md'])).toContain('SECURITY.md')
})
