/**
 * Takes each rule of the design out of the sources in turn, and asks that a named test notices.
 *
 *     npm run mutants -- [--complete] [part of a name or rule]
 *
 * `--complete` also fails where a rule has no mutant yet. Nothing is changed in this folder: the sources
 * are copied, uncommitted changes included.
 */
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mutants, rules } from './mutants.mjs'

const PARALLEL = 2
/** A test that hangs is noticed after the first, in milliseconds, and vitest itself is given up after the second. */
const TEST_TIMEOUT = 60_000
const TIMEOUT = 240_000

const root = fileURLToPath(new URL('../..', import.meta.url))
const args = process.argv.slice(2)
const complete = args.includes('--complete')
const filter = args.find(arg => !arg.startsWith('--')) ?? ''
const title = ({ rule, name }) => `${rule}: ${name}`
const chosen = mutants.filter(mutant => title(mutant).includes(filter))

const folders = []
const children = new Set()
process.on('exit', () => {
  for (const child of children) kill(child)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const found = mutants.flatMap(mutant => stale(mutant).map(why => ({ mutant, why })))
const problems = found.map(({ mutant, why }) => `stale mutant ${title(mutant)}: ${why}`)
if (complete && filter === '') problems.push(...uncovered())
if (chosen.length === 0) problems.push(`no mutant's name holds "${filter}"`)

const rows = []
const usable = chosen.filter(mutant => !found.some(stale => stale.mutant === mutant))
const trees = Array.from({ length: usable.length > 0 ? PARALLEL : 0 }, copyTree)
const unusable = usable.length > 0 ? await unmutated(trees[0], usable) : []
problems.push(...unusable.map(({ mutant, why }) => `${title(mutant)}: ${why}`))
const queue = usable.filter(mutant => !unusable.some(other => other.mutant === mutant))
await Promise.all(
  trees.map(async tree => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const verdict = await tryMutant(tree, mutant)
      rows.push({ mutant, verdict })
      console.log(`${verdict === 'killed' ? 'killed  ' : 'SURVIVED'}  ${title(mutant)}`)
      if (verdict !== 'killed') console.log(`          ${verdict}`)
    }
  }),
)

printTable()
for (const problem of problems) console.error(problem)
if (!complete) for (const gap of uncovered()) console.log(gap)
const passed = rows.filter(({ verdict }) => verdict === 'killed').length
const failed = rows.length - passed + problems.length
process.exitCode = failed > 0 ? 1 : 0
console.log(`${passed} passed, ${failed} failed`)

/** What no longer fits: its text is not, or not once, in its file, or the test's file is not there. */
function stale({ rule, file, find, replace, kills }) {
  const there = existsSync(join(root, file))
  const count = there ? readFileSync(join(root, file), 'utf8').split(find).length - 1 : 1
  const wrong = []
  if (!rules.some(known => known.rule === rule)) wrong.push('its rule is not in the list')
  if (find === replace) wrong.push('it changes nothing')
  if (!there) wrong.push(`${file} is not there`)
  if (count !== 1) wrong.push(`its text stands ${count} times in ${file}, not once`)
  if (!existsSync(join(root, kills.file))) wrong.push(`${kills.file} is not there`)
  return wrong
}

function uncovered() {
  return rules
    .filter(({ rule }) => !mutants.some(mutant => mutant.rule === rule))
    .map(({ rule, says }) => `no mutant takes out rule ${rule}: ${says}`)
}

function copyTree() {
  const tree = mkdtempSync(join(tmpdir(), 'mutants-'))
  folders.push(tree)
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  for (const path of execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')) {
    if (path === '' || !existsSync(join(root, path))) continue
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    cpSync(join(root, path), join(tree, path))
  }
  // A folder of links, not a link to the folder: caches that tools keep in node_modules stay apart.
  mkdirSync(join(tree, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.vite'))
      symlinkSync(join(root, 'node_modules', name), join(tree, 'node_modules', name))
  }
  // Some tests ask git which files there are.
  execFileSync('git', ['init', '-q'], { cwd: tree })
  return tree
}

/** Without any change each named test must be there and pass; else its failure would prove nothing. */
async function unmutated(tree, all) {
  const found = new Map()
  for (const file of new Set(all.map(({ kills }) => kills.file))) {
    found.set(
      file,
      await runTests(
        tree,
        file,
        all.filter(({ kills }) => kills.file === file).map(({ kills }) => kills.name),
      ),
    )
  }
  return all.flatMap(mutant => {
    const { file, name } = mutant.kills
    const { tests, output } = found.get(file)
    const named = tests.filter(test => test.name.includes(name))
    if (named.length === 0) {
      return [
        { mutant, why: `no test of ${file} is called "${name}"${tests.length === 0 ? `\n${output}` : ''}` },
      ]
    }
    const broken = named.filter(({ status }) => status !== 'passed')
    return broken.map(test => ({ mutant, why: `"${test.name}" ${test.status} without any change` }))
  })
}

async function tryMutant(tree, { file, find, replace, kills }) {
  const path = join(tree, file)
  const original = readFileSync(path, 'utf8')
  // A function, since `$&` in a replacement's text would mean something.
  writeFileSync(
    path,
    original.replace(find, () => replace),
  )
  try {
    const { tests, output, timedOut } = await runTests(tree, kills.file, [kills.name])
    const named = tests.filter(({ name }) => name.includes(kills.name))
    if (timedOut) return `the tests did not end within ${TIMEOUT / 1000} s`
    if (named.length === 0)
      return `"${kills.name}" was not run at all: does the mutant break an import?\n${output}`
    return named.some(({ status }) => status === 'failed') ? 'killed' : `"${kills.name}" still passes`
  } finally {
    writeFileSync(path, original)
  }
}

function runTests(tree, file, names) {
  return new Promise((resolve, reject) => {
    const report = join(tree, 'node_modules', '.mutants.json')
    rmSync(report, { force: true })
    const pattern = names.map(name => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
    const child = spawn(
      process.execPath,
      [
        join(tree, 'node_modules/vitest/vitest.mjs'),
        'run',
        file,
        '-t',
        pattern,
        `--testTimeout=${TEST_TIMEOUT}`,
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      { cwd: tree, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    children.add(child)
    let output = ''
    let timedOut = false
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    const timer = setTimeout(() => {
      timedOut = true
      kill(child)
    }, TIMEOUT)
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      children.delete(child)
      const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
      const messages = results.map(({ message }) => message).filter(Boolean)
      const tests = results.flatMap(({ assertionResults }) =>
        assertionResults.map(({ fullName, status }) => ({ name: fullName, status })),
      )
      resolve({ tests, output: [output, ...messages].join('\n'), timedOut })
    })
  })
}

/** Ends a process of ours with all that it started. */
function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

function printTable() {
  if (rows.length === 0) return
  console.log(`\n${'rule'.padEnd(6)}${'killed'.padEnd(8)}of`)
  for (const { rule, says } of rules) {
    const tried = rows.filter(({ mutant }) => mutant.rule === rule)
    const killed = tried.filter(({ verdict }) => verdict === 'killed').length
    if (tried.length > 0)
      console.log(`${String(rule).padEnd(6)}${String(killed).padEnd(8)}${tried.length}   ${says}`)
  }
  console.log()
}
