/** The rooms are a river: what flows in a room depends on what lies upstream, never the other way round. */
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { filesBelow, type Import, importsOf, parse, read } from './source.ts'

const VERBS = ['outgoing', 'incoming']
const GATEWAYS = ['alipay', 'mapi', 'bgcpay']
const UPSTREAM = ['errors', 'message', 'signature', 'gateway', ...VERBS, ...GATEWAYS]

/** What a room may import beside itself. A room that is not named here may import any of `UPSTREAM`. */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['errors', []],
  ['message', ['errors']],
  ['signature', ['errors', 'message']],
  ['gateway', ['errors', 'message', 'signature']],
  ...[...VERBS, ...GATEWAYS].map(room => [room, ['errors', 'message', 'signature', 'gateway']] as const),
  // Serial numbers of certificates are labels; reading X.509 twice would prove nothing.
  ['emulator', [...UPSTREAM, 'certificate']],
  ['index', ['errors', 'message', 'signature', 'gateway', ...VERBS]],
])

const files = filesBelow('src')
const imports = files.flatMap(file => importsOf(file))
const relative = imports.filter(({ specifier }) => specifier.startsWith('.'))

const room = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '')
const arrow = ({ from, specifier }: Import): string => `${from} → ${specifier}`

function againstTheCurrent({ from, to }: Import): boolean {
  const [here, there] = [room(from), room(to)]
  return here !== there && !(MAY_IMPORT.get(here) ?? UPSTREAM).includes(there)
}

/** The groups of files that import one another in a circle. */
function circles(arrows: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of arrows) targets.set(from, [...(targets.get(from) ?? []), to])
  const reaches = (start: string): Set<string> => {
    const seen = new Set<string>()
    const queue = [...(targets.get(start) ?? [])]
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (seen.has(file)) continue
      seen.add(file)
      queue.push(...(targets.get(file) ?? []))
    }
    return seen
  }
  const reach = new Map([...targets.keys()].map(file => [file, reaches(file)]))
  const found = new Map<string, string[]>()
  for (const [file, seen] of reach) {
    if (!seen.has(file)) continue
    const circle = [...seen].filter(other => reach.get(other)?.has(file)).sort()
    found.set(circle.join(), circle)
  }
  return [...found.values()]
}

describe('the river', () => {
  test('there are sources to look at', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(relative.length).toBeGreaterThan(40)
  })

  test('no arrow points upstream or across', () => {
    expect(relative.filter(againstTheCurrent).map(arrow)).toEqual([])
  })

  test('no files import each other in a circle, types counted', () => {
    expect(circles(relative)).toEqual([])
  })

  test('relative imports name a file that is there, with its extension', () => {
    expect(relative.filter(({ to }) => !files.includes(to)).map(arrow)).toEqual([])
  })

  test('the circle finder finds circles', () => {
    const step = (from: string, to: string): Import => ({ from, to, specifier: to, typeOnly: false })
    expect(circles([step('a', 'b'), step('b', 'c'), step('c', 'a'), step('d', 'a')])).toEqual([
      ['a', 'b', 'c'],
    ])
    expect(circles([step('a', 'b'), step('a', 'c'), step('b', 'c')])).toEqual([])
  })

  test('the current is known', () => {
    const step = (from: string, to: string): Import => ({ from, to, specifier: to, typeOnly: true })
    const wrong = [
      ['src/message/params.ts', 'src/signature/rsa.ts'],
      ['src/errors.ts', 'src/message/params.ts'],
      ['src/gateway/api.ts', 'src/alipay/index.ts'],
      ['src/outgoing/send.ts', 'src/alipay/index.ts'],
      ['src/incoming/verify-notify.ts', 'src/outgoing/send.ts'],
      ['src/mapi/index.ts', 'src/alipay/index.ts'],
      ['src/bgcpay/index.ts', 'src/outgoing/execute.ts'],
      ['src/alipay/index.ts', 'src/certificate/index.ts'],
      ['src/index.ts', 'src/emulator/index.ts'],
      ['src/certificate/index.ts', 'src/dsa/index.ts'],
    ] as const
    expect(wrong.filter(([from, to]) => !againstTheCurrent(step(from, to)))).toEqual([])
    expect(againstTheCurrent(step('src/emulator/index.ts', 'src/alipay/index.ts'))).toBe(false)
  })
})

describe('packages', () => {
  const from = (pattern: RegExp): string[] => [
    ...new Set(imports.filter(({ specifier }) => pattern.test(specifier)).map(({ from }) => from)),
  ]

  test('only the sending file imports ky', () => {
    expect(from(/^ky($|\/)/).filter(file => !file.startsWith('src/outgoing/'))).toEqual([])
    expect(from(/^ky($|\/)/).length).toBeLessThanOrEqual(1)
  })

  test('only the hash files and dsa import noble', () => {
    const mayHash = /^src\/(signature\/(md5|hmac)\.ts$|certificate\/serial-number\.ts$|dsa\/)/
    expect(from(/^@noble\//).filter(file => !mayHash.test(file))).toEqual([])
  })

  test('nothing imports what only one runtime has', () => {
    expect(from(/^(node|bun|cloudflare|deno|jsr|npm|https?):/)).toEqual([])
    expect(from(/^(assert|buffer|crypto|events|fs|http|https|path|stream|url|util)($|\/)/)).toEqual([])
  })

  test('every imported package is a dependency', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>
    const known = Object.keys({ ...manifest['dependencies'], ...manifest['peerDependencies'] })
    const name = (specifier: string): string => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
    const bare = imports.filter(({ specifier }) => !specifier.startsWith('.'))
    expect(bare.filter(({ specifier }) => !known.includes(name(specifier))).map(arrow)).toEqual([])
  })
})

describe('the shape of a file', () => {
  /** Field documentation and tables may be long. */
  const mayBeLong = /\/(fields|shapes|errors|index)\.ts$|\/(api|notify|errors)\//

  test('no file is longer than 250 lines', () => {
    const long = files.filter(file => !mayBeLong.test(file) && read(file).split('\n').length > 251)
    expect(long).toEqual([])
  })

  test('no default export, no enum, no class but errors', () => {
    const found: string[] = []
    for (const file of files) {
      const visit = (node: ts.Node): void => {
        if (ts.isExportAssignment(node)) found.push(`${file}: export default`)
        if (ts.canHaveModifiers(node))
          for (const { kind } of ts.getModifiers(node) ?? [])
            if (kind === ts.SyntaxKind.DefaultKeyword) found.push(`${file}: export default`)
        if (ts.isExportSpecifier(node) && node.name.text === 'default') found.push(`${file}: as default`)
        if (ts.isEnumDeclaration(node)) found.push(`${file}: enum`)
        if (ts.isClassLike(node) && file !== 'src/errors.ts') found.push(`${file}: class`)
        ts.forEachChild(node, visit)
      }
      visit(parse(file))
    }
    expect(found).toEqual([])
  })

  test('no room for odds and ends', () => {
    // API files are called as their wire names are.
    const ours = files.filter(file => !/\/api\/[^/]+$/.test(file))
    expect(ours.filter(file => /\b(utils?|helpers?|common|misc|shared)\b(?!-)/.test(file))).toEqual([])
  })
})
