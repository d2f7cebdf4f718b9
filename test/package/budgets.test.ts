/**
 * What a job weighs in a bundle, and what it must not carry.
 *
 * `budgets.json` holds what was reached, in bytes after gzip; a job may not grow by more than 3 % of it, nor
 * leave a budget that it has kept. `npm run budgets` writes it anew, and with it `docs/sizes.md`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import * as alipay from 'zhifu/alipay'
import { catalogue } from 'zhifu/alipay/errors'
import * as bgcpay from 'zhifu/bgcpay'
import * as mapi from 'zhifu/mapi'
import { root } from '../house/source.ts'
import {
  type Bundle,
  bundle,
  fillings,
  SCHEMAS,
  without,
  withoutSchemas,
  withoutTransport,
} from './bundle.ts'

const KB = 1024
const reachedFile = new URL('budgets.json', import.meta.url)
const reached = JSON.parse(readFileSync(reachedFile, 'utf8')) as Record<string, number>

/** What may be too much in a bundle: as module paths, and as texts that minifying leaves as they are. */
const BALLAST = {
  ky: { files: /^node_modules\/ky\// },
  valibot: { files: /^node_modules\/valibot\//, words: ['strict_object'] },
  noble: { files: /^node_modules\/@noble\// },
  md5: { files: /^dist\/signature\/(md5|hmac)\.js$/ },
  rsa: { files: /^dist\/signature\/rsa(-key)?\.js$/, words: ['RSASSA-PKCS1-v1_5'] },
  verbsOut: { files: /^dist\/outgoing\// },
  verbsIn: { files: /^dist\/incoming\// },
  schemas: { files: SCHEMAS },
  catalogue: {
    files: /^dist\/(gateway\/error-catalogue|(alipay|mapi|bgcpay)\/errors(\/.*)?)\.js$/,
    words: catalogue().flatMap(({ meaning }) => (meaning.length > 20 ? [meaning] : [])),
  },
  alipay: { files: /^dist\/alipay\// },
  mapi: { files: /^dist\/mapi\// },
  bgcpay: { files: /^dist\/bgcpay\// },
} satisfies Record<string, { files: RegExp; words?: string[] }>

type Ballast = keyof typeof BALLAST

interface Job {
  readonly job: string
  /** The wire name of the one API or notification in it. */
  readonly of: string
  readonly text: string
  /** A module without which the job was not bundled. */
  readonly needs: string
  readonly forbidden: readonly Ballast[]
  /** What it should weigh at most, in bytes after gzip. */
  readonly budget: number
  /** Whether the budget is for what is left without the transport. */
  readonly besidesTransport?: boolean
}

const JOBS: readonly Job[] = [
  {
    job: 'verify a notification in a Worker',
    of: 'trade_status_sync',
    text: `export { handleNotify, rsa2Verifier } from 'zhifu'
      export { createAlipay, tradeStatusSync } from 'zhifu/alipay'`,
    needs: 'dist/incoming/handle-notify.js',
    forbidden: [
      ...(['ky', 'valibot', 'noble', 'md5', 'verbsOut', 'schemas', 'catalogue', 'mapi', 'bgcpay'] as const),
    ],
    budget: 5.5 * KB,
  },
  {
    job: 'pay URL',
    of: 'alipay.trade.page.pay',
    text: `export { pageUrl, rsa2Signer } from 'zhifu'
      export { createAlipay, tradePagePay } from 'zhifu/alipay'`,
    needs: 'dist/outgoing/page-url.js',
    forbidden: ['ky', 'noble', 'md5', 'verbsIn', 'catalogue', 'mapi', 'bgcpay'],
    budget: 7 * KB,
  },
  {
    job: 'bgcpay pay',
    of: 'bgcpay.trade.pay',
    text: `export { execute, md5 } from 'zhifu'
      export { createBgcpay, tradePay } from 'zhifu/bgcpay'`,
    needs: 'dist/signature/md5.js',
    forbidden: ['rsa', 'verbsIn', 'catalogue', 'alipay', 'mapi'],
    budget: 7 * KB,
    besidesTransport: true,
  },
  {
    job: 'execute tradePay',
    of: 'alipay.trade.pay',
    text: `export { execute, rsa2Signer, rsa2Verifier } from 'zhifu'
      export { createAlipay, tradePay } from 'zhifu/alipay'`,
    needs: 'dist/outgoing/send.js',
    forbidden: ['noble', 'md5', 'verbsIn', 'catalogue', 'mapi', 'bgcpay'],
    budget: 13 * KB,
  },
]

/** What a job can be without, as far as weighing goes: how much lighter it would be tells what fills it. */
const SUBJECTS: Readonly<Record<string, readonly Plugin[]>> = {
  'schemas, with valibot': [withoutSchemas],
  'the transport, with ky': [withoutTransport],
  'keys in every form they come in': [without(/\/(rsa-key|der)\.js$/)],
  'why a signature does not fit': [without(/\/(diagnose|suspect-key|invalid-signature)\.js$/)],
  'what the gateway is': [without(/\/(alipay|bgcpay)\/gateway\.js$|^\.\/gateway\.js$/)],
  'errors and their words': [without(/\/errors\.js$/)],
  'MD5, with @noble/hashes': [without(/\/md5\.js$/)],
}

/** The rows of `docs/sizes.md`. */
const rows: string[] = []

/** The names on the wire of every API, notification and return. */
const wireNames = [alipay, mapi, bgcpay]
  .flatMap(gateway => Object.values(gateway) as unknown[])
  .flatMap(value =>
    typeof value === 'object' && value !== null && 'kind' in value && 'name' in value
      ? [String(value.name)]
      : [],
  )

/** Whether a text stands in minified code as a string of its own. */
const says = (code: string, text: string): boolean =>
  ['"', "'", '`'].some(quote => code.includes(quote + text + quote))

const present = ({ code, modules }: Bundle, ballast: Ballast): string[] => {
  const { files, words = [] }: { files: RegExp; words?: string[] } = BALLAST[ballast]
  return [...[...modules.keys()].filter(path => files.test(path)), ...words.filter(word => says(code, word))]
}

/** One row: what the job weighs, and how much lighter it were without each subject. */
async function row(
  job: string,
  text: string,
  whole: Bundle,
  weighed: number,
  budget: number,
): Promise<string> {
  const shares = await Promise.all(
    Object.values(SUBJECTS).map(async plugins => whole.gzipped - (await bundle(text, [...plugins])).gzipped),
  )
  const cells = [weighed, budget, ...shares].map(bytes => (bytes < KB / 100 ? '' : (bytes / KB).toFixed(2)))
  return `| ${job} | ${cells.join(' | ')} |`
}

/** The page, from the rows. */
function page(): string {
  const heads = ['job', 'weighs', 'budget', ...Object.keys(SUBJECTS)]
  return `# Sizes

Made by \`npm run budgets\`: what one job weighs in a bundle, minified by esbuild and gzipped, in KB of 1024 bytes. To
the right of the budget stands how much lighter it would be without each subject; what several need is in none of them.
A job that costs more than its budget keeps what it costs for: a key is read in whatever form it comes and is named
when it is the wrong one, a refused signature says which mistake was made, and every rule of an input has its words.
\`bgcpay pay\` is weighed without the transport. Tests hold each job to 3 % above what stands here.

| ${heads.join(' | ')} |
|${'---|'.repeat(heads.length)}
${rows.join('\n')}
`
}

const kilobytes = (bytes: number): string => `${(bytes / KB).toFixed(2)} KB`

beforeAll(() => {
  if (!existsSync(`${root}dist/index.js`)) throw new Error('dist is missing: npm run build')
})

describe.each(JOBS)('$job', ({ job, of, text, needs, forbidden, budget, besidesTransport }) => {
  let whole: Bundle
  beforeAll(async () => {
    whole = await bundle(text)
  })

  test('does not grow', async () => {
    const [bare, still] = await Promise.all([
      bundle(text, [withoutSchemas]),
      bundle(text, [withoutTransport]),
    ])
    expect([...bare.modules.keys()].filter(path => SCHEMAS.test(path))).toEqual([])
    expect([...still.modules.keys()].filter(path => /\/ky\/|\/send\.js$/.test(path))).toEqual([])

    const weighed = besidesTransport ? still.gzipped : whole.gzipped
    if (process.env['WRITE_BUDGETS']) {
      reached[job] = weighed
      rows.push(await row(job, text, whole, weighed, budget))
    }
    const before = reached[job] ?? 0
    const over = weighed - budget
    const parts = fillings(whole)
    const rest = parts.slice(12).reduce((sum, [, bytes]) => sum + bytes, 0)
    console.log(
      [
        `${job}: ${kilobytes(whole.gzipped)} gzipped, ${kilobytes(whole.code.length)} minified`,
        `  schemas       ${kilobytes(whole.gzipped - bare.gzipped)}`,
        `  transport     ${kilobytes(whole.gzipped - still.gzipped)}`,
        `  budget        ${kilobytes(budget)}${besidesTransport ? ' without the transport' : ''}: ` +
          `${over > 0 ? `${kilobytes(over)} above it` : `kept, ${kilobytes(-over)} are left`}`,
        `  since reached ${kilobytes(before)} → ${kilobytes(weighed)}` +
          `${weighed < before * 0.97 ? '; npm run budgets makes this the new bound' : ''}`,
        '  filled by, in minified bytes:',
        ...[...parts.slice(0, 12), [`${Math.max(parts.length - 12, 0)} others`, rest] as const].map(
          ([name, bytes]) => `  ${String(bytes).padStart(7)}  ${name}`,
        ),
      ].join('\n'),
    )
    expect(weighed).toBeLessThanOrEqual(before <= budget ? Math.min(before * 1.03, budget) : before * 1.03)
  })

  test('holds its own work', () => {
    expect([...whole.modules.keys()]).toContain(needs)
    expect(says(whole.code, of)).toBe(true)
  })

  test('carries no ballast', () => {
    expect(Object.fromEntries(forbidden.map(ballast => [ballast, present(whole, ballast)]))).toEqual(
      Object.fromEntries(forbidden.map(ballast => [ballast, []])),
    )
  })

  test('names no other API', () => {
    expect(wireNames.filter(name => name !== of && says(whole.code, name))).toEqual([])
  })
})

test('the table has these jobs and no other', () => {
  if (process.env['WRITE_BUDGETS']) {
    reached['browser.js'] = gzipSync(readFileSync(`${root}dist/browser.js`), { level: 9 }).length
    writeFileSync(reachedFile, `${JSON.stringify(reached, null, 2)}\n`)
    writeFileSync(`${root}docs/sizes.md`, page())
  }
  expect(Object.keys(reached)).toEqual([...JOBS.map(({ job }) => job), 'browser.js'])
})

test('ballast is found where there is some', async () => {
  const all = ['', '/alipay', '/alipay/errors', '/mapi', '/mapi/errors', '/bgcpay', '/bgcpay/errors']
  const everything = await bundle(all.map((path, i) => `export * as e${i} from 'zhifu${path}'`).join('\n'))
  for (const ballast of Object.keys(BALLAST) as Ballast[]) {
    const { files, words = [] }: { files: RegExp; words?: string[] } = BALLAST[ballast]
    const found = present(everything, ballast)
    expect(found, ballast).toContainEqual(expect.stringMatching(files))
    expect(found, ballast).toEqual(expect.arrayContaining(words))
  }
  expect(wireNames.filter(name => !says(everything.code, name))).toEqual([])
  expect(wireNames.length).toBeGreaterThan(60)
})
