/** Chains of three that OpenSSL made, whole and with each link broken in turn. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ChainOptions, certificateSn, verifyChain } from '../../src/certificate/index.ts'
import { KeyError } from '../../src/index.ts'
import { CA, type Issued, issue, type Wish, withoutOpenssl } from './openssl.ts'

const now = new Date('2026-06-01T00:00:00Z')
const rootName = '/C=CN/O=Ant Test/CN=Root R1'
const middleName = '/C=CN/O=Ant Test/CN=Class 2 R1'
const leafName = '/C=CN/O=Shop/OU=Alipay/CN=Alipay'

describe.skipIf(withoutOpenssl !== undefined)('a chain of three', () => {
  let root: Issued
  let middle: Issued
  let leaf: Issued
  const issueMiddle = (wish: Partial<Wish> = {}): Issued =>
    issue({ subject: middleName, issuer: root, extensions: CA, ...wish })
  const issueLeaf = (wish: Partial<Wish> = {}): Issued =>
    issue({ subject: leafName, issuer: middle, extensions: ['keyUsage=critical,digitalSignature'], ...wish })
  const verify = (pem: string, options: Partial<ChainOptions> = {}) =>
    verifyChain(pem, { rootCertificate: root.pem, issuers: [middle.pem], now, ...options })

  beforeAll(() => {
    root = issue({ subject: rootName, extensions: CA })
    middle = issueMiddle()
    leaf = issueLeaf()
  })

  /** Ours must refuse with words about the broken link; OpenSSL is asked whether it does too. */
  async function refused(words: RegExp, pem: string, options: Partial<ChainOptions> = {}, openssl = true) {
    const error = await verify(pem, options).then(
      () => undefined,
      thrown => thrown as unknown,
    )
    expect(error).toBeInstanceOf(KeyError)
    expect((error as KeyError).message).toMatch(words)
    const { rootCertificate = root.pem, issuers = [middle.pem], now: time = now } = options
    expect(opensslBelieves(pem, rootCertificate as string, issuers as string[], time)).toBe(!openssl)
  }

  test('verifies, here and by OpenSSL', async () => {
    await verify(leaf.pem)
    expect(opensslBelieves(leaf.pem, root.pem, [middle.pem], now)).toBe(true)
  })

  test('verifies with its issuers in one file in any order, a bundle of roots, and others about', async () => {
    const sm2 = issue({ subject: '/CN=ROOTCA', key: 'sm2', extensions: CA })
    const stranger = issue({ subject: rootName, extensions: CA })
    const rootCertificate = [sm2.pem, stranger.pem, root.pem].join('')
    await verifyChain(leaf.pem + stranger.pem + middle.pem, { rootCertificate, now })
    await verifyChain(middle.pem, { rootCertificate, now })
  })

  test('verifies past an issuer of the same name that does not fit', async () => {
    const expired = issueMiddle({ key: middle.key, days: ['20200101000000Z', '20210101000000Z'] })
    const other = issueMiddle()
    await verify(leaf.pem, { issuers: [other.pem, expired.pem, middle.pem] })
  })

  test('the end has expired', () =>
    refused(/expired on 2026-05-31/, issueLeaf({ days: ['20200101000000Z', '20260531235959Z'] }).pem))

  test('the end is not valid yet', () =>
    refused(/not valid before 2026-06-02/, issueLeaf({ days: ['20260602000000Z', '20300101000000Z'] }).pem))

  test('the middle has expired', () => {
    const expired = issueMiddle({ key: middle.key, days: ['20200101000000Z', '20210101000000Z'] })
    return refused(/expired on 2021/, leaf.pem, { issuers: [expired.pem] })
  })

  test('the root has expired', () => refused(/expired on 2040/, leaf.pem, { now: new Date('2040-01-02') }))

  test('the root alone has expired', () => {
    const days = ['20200101000000Z', '20210101000000Z'] as const
    const old = issue({ subject: rootName, key: root.key, extensions: CA, days })
    return refused(/expired on 2021/, leaf.pem, { rootCertificate: old.pem })
  })

  test('valid to its last second and from its first', async () => {
    const { pem } = issueLeaf({ days: ['20260601000000Z', '20260602000000Z'] })
    await verify(pem)
    await verify(pem, { now: new Date('2026-06-02T00:00:00Z') })
    await refused(/expired/, pem, { now: new Date('2026-06-02T00:00:01Z') })
    await refused(/not valid before/, pem, { now: new Date('2026-05-31T23:59:59Z') })
  })

  test('another issuer of the same name', () =>
    refused(/altered, or not signed/, leaf.pem, { issuers: [issueMiddle().pem] }))

  test('an issuer of another name, with the key that signed', () => {
    const renamed = issueMiddle({ subject: '/C=CN/O=Ant Test/CN=Class 3 R1', key: middle.key })
    return refused(/not at hand/, leaf.pem, { issuers: [renamed.pem] })
  })

  test('no issuer at hand', () => refused(/not at hand/, leaf.pem, { issuers: [] }))

  test('another root of the same name', () => {
    const other = issue({ subject: rootName, extensions: CA })
    return refused(/altered, or not signed/, leaf.pem, { rootCertificate: other.pem })
  })

  test('another root', () => {
    const other = issue({ subject: '/CN=Other', extensions: CA })
    return refused(/not at hand/, leaf.pem, { rootCertificate: other.pem })
  })

  test('a root that the file itself brings is not believed', () => {
    const other = issue({ subject: rootName, extensions: CA })
    const between = issueMiddle({ issuer: other })
    const forged = issueLeaf({ issuer: between })
    return refused(/not signed/, forged.pem, { issuers: [between.pem, other.pem] })
  })

  test('signed by itself', () => refused(/not at hand/, issue({ subject: leafName }).pem))

  test("an app's certificate that poses as an issuer", async () => {
    const app = issueLeaf()
    const forged = issueLeaf({ issuer: app })
    await refused(/may not issue/, forged.pem, { issuers: [app.pem, middle.pem] })
  })

  test('an issuer without basic constraints, as real leaves are', async () => {
    const bare = issueMiddle({ extensions: ['keyUsage=critical,digitalSignature,keyCertSign'] })
    await refused(/may not issue/, issueLeaf({ issuer: bare }).pem, { issuers: [bare.pem] })
    // OpenSSL itself believes an issuer without any extension where it stands alone (X.509 version 1).
    const none = issueMiddle({ extensions: [] })
    await expect(verify(issueLeaf({ issuer: none }).pem, { issuers: [none.pem] })).rejects.toThrow(
      /may not issue/,
    )
  })

  test('an issuer that is a CA but may not sign certificates', async () => {
    const listsOnly = issueMiddle({ extensions: ['basicConstraints=CA:TRUE', 'keyUsage=cRLSign'] })
    await refused(/may not issue/, issueLeaf({ issuer: listsOnly }).pem, { issuers: [listsOnly.pem] })
    const denied = issueMiddle({ extensions: ['basicConstraints=CA:FALSE', 'keyUsage=keyCertSign'] })
    await refused(/may not issue/, issueLeaf({ issuer: denied }).pem, { issuers: [denied.pem] })
  })

  test('an issuer further from the end than it may be', async () => {
    const short = issueMiddle({
      extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=keyCertSign'],
    })
    const lower = issue({ subject: '/CN=Lower', issuer: short, extensions: CA })
    await verify(issueLeaf({ issuer: short }).pem, { issuers: [short.pem] })
    await refused(/so far/, issueLeaf({ issuer: lower }).pem, { issuers: [short.pem, lower.pem] })
  })

  test('a chain without end', async () => {
    const below = (issuer: Issued, depth: number): Issued[] => {
      if (depth === 0) return [issuer]
      return [issuer, ...below(issue({ subject: `/CN=Level ${depth}`, issuer, extensions: CA }), depth - 1)]
    }
    const levels = below(middle, 4)
    const { pem } = issueLeaf({ issuer: levels.at(-1) as Issued })
    await expect(verify(pem, { issuers: levels.map(level => level.pem) })).rejects.toThrow(/not at hand/)
  })

  test('a critical extension that nobody knows', () =>
    refused(/critical extension.*1\.2\.3\.4/, issueLeaf({ extensions: ['1.2.3.4=critical,ASN1:NULL'] }).pem))

  test('signed with SHA-1', () =>
    // Debian's OpenSSL still believes it.
    expect(verify(issueLeaf({ digest: 'sha1' }).pem)).rejects.toThrow(/not signed with RSA and SHA-2/))

  test('signed by an SM2 root', async () => {
    const sm2 = issue({ subject: rootName, key: 'sm2', extensions: CA })
    await expect(
      verify(issueLeaf({ issuer: sm2, digest: 'sm3' }).pem, { rootCertificate: sm2.pem }),
    ).rejects.toThrow(KeyError)
  })

  test('altered: any bit of what was signed, or of the signature', async () => {
    const der = Buffer.from(leaf.pem.replace(/-----.*?-----|\s/g, ''), 'base64')
    const believed: number[] = []
    for (let at = 0; at < der.length; at++) {
      const altered = new Uint8Array(der)
      altered[at] = (altered[at] as number) ^ (1 << (at % 8))
      const why = await verifyChain(altered, { rootCertificate: root.pem, issuers: [middle.pem], now }).catch(
        (error: unknown) => error,
      )
      if (why === undefined) believed.push(at)
      else expect(why).toBeInstanceOf(KeyError)
    }
    expect(believed).toEqual([])
  })

  test('no error holds a name', async () => {
    const error = (await verify(leaf.pem, { issuers: [] }).catch(thrown => thrown)) as KeyError
    expect(error.message).toContain(certificateSn(leaf.pem))
    expect(error.message).not.toContain('Alipay')
  })
})

function opensslBelieves(leaf: string, roots: string, between: readonly string[], at: Date): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'zhifu-chain-'))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const untrusted = between.length > 0 ? ['-untrusted', file('between', between.join(''))] : []
  const trusted = ['-no-CApath', '-no-CAstore', '-CAfile', file('roots', roots)]
  const time = ['-attime', String(Math.floor(at.getTime() / 1000))]
  try {
    execFileSync('openssl', ['verify', ...trusted, ...untrusted, ...time, file('leaf', leaf)], {
      stdio: 'pipe',
    })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}
