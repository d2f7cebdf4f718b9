/**
 * Runs the benchmarks, each in a process of its own, and keeps what they told: in `results/`, one file for each
 * kind of machine, and in `docs/benchmarks.md`, which is made from these files.
 *
 *     npm run bench                       all of them
 *     npm run bench -- signing verifying  these alone; what is known of the others stays
 */
import { fork } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'

/** The parts, and what each is about. */
const PARTS = {
  signing: 'Building and signing a pay URL',
  verifying: 'Verifying a notification',
  executing: 'Calling an API',
  floor: 'Bare WebCrypto with other work beside it',
  blocking: 'Leaving the event loop free',
  importing: 'Importing',
  'checking-types': 'Checking types',
  sizes: 'Canonical text and JSON scan',
  growth: 'Growth with what strangers send',
  batch: 'Batches of transfers',
  gbk: 'GBK',
  dsa: 'DSA',
  bill: 'Bills',
}

/** How often a part with limits is run; odd, so that one run is the median. */
const RUNS = 5

const here = new URL('.', import.meta.url)
const results = new URL('results/', here)
const root = new URL('../../', here)
const asked = process.argv.slice(2)
const unknown = asked.filter(part => !Object.hasOwn(PARTS, part))
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)

const machine = `${cpus()[0].model.trim()}, ${availableParallelism()} cores, Node ${process.versions.node.split('.')[0]}`
const file = new URL(`${machine.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`, results)
const kept = readKept()
for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) {
  console.log(`\n${PARTS[part]}`)
  const load = loadavg()[0]
  kept.parts[part] = {
    date: new Date().toISOString().slice(0, 10),
    load: Number(load.toFixed(1)),
    ...(await runs(part)),
  }
  keep()
}

const targets = Object.values(kept.parts).flatMap(({ targets }) => targets)
console.log(
  `\n${targets.filter(({ reached }) => reached).length} of ${targets.length} limits are kept on this machine`,
)

/** Writes down what is known so far. */
function keep() {
  kept.parts = Object.fromEntries(
    Object.keys(PARTS).flatMap(part => (kept.parts[part] ? [[part, kept.parts[part]]] : [])),
  )
  kept.versions = versions()
  mkdirSync(results, { recursive: true })
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)
  writeFileSync(new URL('docs/benchmarks.md', root), page())
}

/** What earlier runs on this kind of machine told. */
function readKept() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return { machine, versions: {}, parts: {} }
  }
}

/**
 * Runs one part; more than once where it holds limits, since the hours of a machine differ: of each limit the median
 * run counts, and of the lines those of the run in the middle for the first limit.
 */
async function runs(part) {
  const all = [await run(part)]
  while (all[0].targets.length > 0 && all.length < RUNS) all.push(await run(part))
  const inOrder = position => all.toSorted((a, b) => a.targets[position].ratio - b.targets[position].ratio)
  const targets = all[0].targets.map((_, position) => {
    const told = inOrder(position).map(({ targets }) => targets[position])
    return { ...told[told.length >> 1], runs: told.length, least: told[0].ratio, most: told.at(-1).ratio }
  })
  const { lines } = targets.length > 0 ? inOrder(0)[all.length >> 1] : all[0]
  return { targets, lines }
}

/** Runs one part once; its lines appear as they come. */
function run(part) {
  const told = { targets: [], lines: [] }
  return new Promise((resolve, reject) => {
    fork(new URL(`${part}.mjs`, here))
      .on('message', ({ line, target }) => (target ? told.targets.push(target) : told.lines.push(line)))
      .on('error', reject)
      .on('close', code => (code === 0 ? resolve(told) : reject(new Error(`${part} ended with ${code}`))))
  })
}

/** The versions of all that had a part in it. */
function versions() {
  const versionOf = name =>
    JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8')).version
  const { version, dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  const others = [
    ...Object.keys(dependencies),
    'alipay-sdk',
    'tinybench',
    'esbuild',
    'typescript',
    'iconv-lite',
  ]
  return {
    zhifu: version,
    node: process.versions.node,
    openssl: process.versions.openssl,
    ...Object.fromEntries(others.map(name => [name, versionOf(name)])),
  }
}

/** The page, from all machines' files. */
function page() {
  const machines = readdirSync(results)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => JSON.parse(readFileSync(new URL(name, results), 'utf8')))
  const head = `# Benchmarks

Made by \`npm run bench\` from \`test/bench/results\`. Who is compared takes turns in short rounds within one run;
each round gives one ratio, and the median of the ratios is the run's, so that a busy machine slows both sides. What
has a limit is run several times in processes of their own, and the median of the runs stands here.
Processor time is that of all threads together. *Bare* is the platform alone, the limit of what any library can
reach; *the official SDK* is \`alipay-sdk\`. *Load* is the machine's own work beside it when the part began.

*By hand* is the shortest code that does the same and checks nothing: it sorts, joins and signs, or splits, sorts and
verifies. It shows how much of bare WebCrypto can be left. Bare calls follow each other so closely that the platform's
threads never sleep, while whoever does something between two calls lets them, and pays for waking one each time;
*Bare WebCrypto with other work beside it* says what so many microseconds of anything cost. *On the main thread* is a
profile: what one operation takes there, in each room of the library, in what it depends on, and in the platform.
`
  return `${head}${machines.map(section).join('')}`
}

function section({ machine, versions, parts }) {
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const rows = Object.values(parts).flatMap(({ targets }) =>
    targets.map(
      ({ what, ratio, runs, least, most, wanted, reached }) =>
        `| ${what} | ${ratio.toFixed(2)} | ${runs}: ${least.toFixed(2)} to ${most.toFixed(2)} | ${wanted} | ${reached ? 'yes' : '**no**'} |`,
    ),
  )
  const told = Object.entries(parts).map(
    ([part, { date, load, lines }]) =>
      `\n### ${PARTS[part]}\n\n${date}, load ${load}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`,
  )
  return `
## ${machine}

${listed.join(', ')}.

| what | ratio | in so many runs | wanted | reached |
|---|---|---|---|---|
${rows.join('\n')}
${told.join('')}`
}
