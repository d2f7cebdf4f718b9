/** A certificate authority of OpenSSL's, for tests: whatever chain a test wants, made when it runs. */
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustBeHere } from '../support/must-be-here.ts'

/** What a certificate is to say. */
export interface Wish {
  /** As `openssl req -subj` takes it: `/C=CN/O=Shop/CN=Name`. */
  readonly subject: string
  /** Who signs it; itself, where there is nobody. */
  readonly issuer?: Issued
  /** Its private key; a new RSA key otherwise, or one on SM2's curve. */
  readonly key?: string | 'sm2'
  /** As OpenSSL writes them: `basicConstraints=critical,CA:TRUE`. */
  readonly extensions?: readonly string[]
  readonly days?: readonly [from: string, until: string]
  /** In hex. */
  readonly serial?: string
  readonly digest?: string
  /** `utf8only` (default), `default` for PrintableStrings where they do. */
  readonly mask?: string
}

export interface Issued {
  readonly pem: string
  readonly key: string
}

export const CA = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']

/** Why the tests that need OpenSSL cannot run; `undefined` where they can. With CI=true they must. */
export const withoutOpenssl: string | undefined = (() => {
  try {
    const version = execFileSync('openssl', ['version'], { encoding: 'utf8' })
    if (/^OpenSSL 3\./.test(version)) return undefined
  } catch {
    // Said below.
  }
  const reason = 'OpenSSL 3 is missing, so no certificates can be made (apt-get install openssl)'
  if (mustBeHere) throw new Error(reason)
  console.info(reason)
  return reason
})()

/** Makes one certificate. */
export function issue(wish: Wish): Issued {
  const folder = mkdtempSync(join(tmpdir(), 'zhifu-ca-'))
  try {
    return issueIn(name => join(folder, name), wish)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const keys: string[] = []
let given = 0

/** A new key for each of the first six; those after them share keys that the first three do not have. */
function nextKey(): string {
  const place = given < 6 ? given : 3 + (given % 3)
  given++
  keys[place] ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey
  return keys[place]
}

function issueIn(at: (name: string) => string, wish: Wish): Issued {
  const { subject, issuer, extensions = [], days = ['20200101000000Z', '20400101000000Z'] } = wish
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  if (wish.key === 'sm2')
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', at('key'))
  else writeFileSync(at('key'), wish.key ?? nextKey())
  const key = readFileSync(at('key'), 'utf8')
  const digest = wish.digest ?? (wish.key === 'sm2' ? 'sm3' : 'sha256')
  writeFileSync(
    at('config'),
    [
      `[req]\ndistinguished_name=none\nstring_mask=${wish.mask ?? 'utf8only'}\n[none]`,
      `[ca]\ndefault_ca=ours\n[ours]\ndatabase=${at('index')}\nserial=${at('serial')}\nnew_certs_dir=${at('.')}`,
      `default_md=${digest}\nunique_subject=no\npolicy=any\n[any]\ncommonName=optional`,
      `[extensions]\n${extensions.join('\n')}\n`,
    ].join('\n'),
  )
  writeFileSync(at('index'), '')
  writeFileSync(at('serial'), wish.serial ?? Math.random().toString(16).slice(2, 14).padStart(16, '4a'))
  const config = ['-config', at('config')]
  openssl(
    'req',
    '-new',
    '-key',
    at('key'),
    '-subj',
    subject,
    '-utf8',
    wish.key === 'sm2' ? '-sm3' : '-sha256',
    ...config,
    '-out',
    at('csr'),
  )
  const signer = issuer ? ['-keyfile', at('ca.key'), '-cert', at('ca')] : ['-selfsign', '-keyfile', at('key')]
  if (issuer) {
    writeFileSync(at('ca'), issuer.pem)
    writeFileSync(at('ca.key'), issuer.key)
  }
  const dates = ['-startdate', days[0], '-enddate', days[1]]
  const extended = extensions.length > 0 ? ['-extensions', 'extensions'] : []
  openssl(
    'ca',
    '-batch',
    '-preserveDN',
    '-notext',
    ...config,
    ...signer,
    ...dates,
    ...extended,
    '-in',
    at('csr'),
    '-out',
    at('pem'),
  )
  return { pem: readFileSync(at('pem'), 'utf8'), key }
}
