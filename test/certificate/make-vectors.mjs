/**
 * Makes `vectors.json`: certificates with odd names and numbers by OpenSSL, and what a JDK says of each.
 *
 *   node test/certificate/make-vectors.mjs      (needs openssl 3 and java 11 or later; new keys each time)
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Name, subject (which is the issuer too), and further arguments of `openssl req`. */
const cases = [
  ['plain', '/C=CN/O=Ant Financial/OU=Certification Authority/CN=Root R1'],
  ['several units', '/C=CN/O=A/OU=First/OU=Second/OU=Third/CN=Units'],
  ['Chinese', '/C=CN/ST=浙江/L=杭州/O=支付宝(中国)网络技术有限公司/CN=支付宝-2088'],
  ['PrintableString', '/C=CN/O=Printable/CN=Print', ['string_mask=default']],
  ['BMPString', '/O=BMP 支付宝/CN=Wide', ['string_mask=MASK:2048']],
  ['T61String', '/O=Gesch\u00e4ft/CN=T61', ['string_mask=MASK:4']],
  ['all escaped', '/O=a, b=c\\+d<e>f#g;h"i\\\\j/CN=esc'],
  ['number sign first', '/O=#1 shop/CN=# #'],
  ['spaces around', '/O=  two before/CN=two after  '],
  ['only a space', '/O= /CN=x'],
  ['several in one', '/C=CN/O=Multi+OU=Two+L=Three/CN=plus'],
  ['e-mail and others', '/emailAddress=a@b.cn/serialNumber=42/title=Dr/CN=others'],
  ['domain and user', '/DC=cn/DC=alipay/UID=u1/street=Road 1/CN=dc'],
  ['beyond the BMP', '/O=\u{1f600} shop/CN=emoji'],
  ['long number', '/CN=long', [], ['-set_serial', '0x7fffffffffffffffffffffffffffffffffffffff']],
  ['high bit', '/CN=high', [], ['-set_serial', '0xffeeddccbbaa99887766554433221100']],
  ['number zero', '/CN=zero', [], ['-set_serial', '0']],
  ['negative', '/CN=negative', [], ['-set_serial', '-129']],
  [
    'before 1950, from 2050 on',
    '/CN=times',
    [],
    ['-startdate', '19490102030405Z', '-enddate', '20500102030405Z'],
  ],
  ['from 1950, before 2050', '/CN=times', [], ['-startdate', '500102030405Z', '-enddate', '491231235959Z']],
]

const folder = mkdtempSync(join(tmpdir(), 'zhifu-certificates-'))
try {
  const at = name => join(folder, name)
  const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', at('key.pem'))
  // Only `openssl ca` sets dates, in OpenSSL 3.0.
  writeFileSync(
    at('ca'),
    `[ca]
default_ca=ours
[ours]
database=${at('index')}
new_certs_dir=${folder}
default_md=sha256
rand_serial=yes
unique_subject=no
policy=any
[any]
commonName=supplied
`,
  )
  writeFileSync(at('index'), '')
  const made = cases.map(([name, subject, config = [], args = []], index) => {
    writeFileSync(at('config'), ['[req]', 'distinguished_name=dn', ...config, '[dn]', ''].join('\n'))
    openssl(
      'req',
      '-new',
      '-key',
      at('key.pem'),
      '-subj',
      subject,
      '-utf8',
      '-multivalue-rdn',
      '-config',
      at('config'),
      '-out',
      at('csr'),
    )
    if (args[0] === '-startdate')
      openssl(
        'ca',
        '-batch',
        '-selfsign',
        '-config',
        at('ca'),
        '-keyfile',
        at('key.pem'),
        '-in',
        at('csr'),
        ...args,
        '-notext',
        '-out',
        at(`${index}.pem`),
      )
    else
      openssl(
        'x509',
        '-req',
        '-in',
        at('csr'),
        '-signkey',
        at('key.pem'),
        '-sha256',
        '-days',
        '3650',
        ...args,
        '-out',
        at(`${index}.pem`),
      )
    return { name, subject, config, args, pem: readFileSync(at(`${index}.pem`), 'utf8') }
  })
  const java = execFileSync('java', [
    new URL('SerialNumbers.java', import.meta.url).pathname,
    ...made.map((_, index) => at(`${index}.pem`)),
  ])
  const said = java.toString().trim().split('\n')
  const vectors = made.map((vector, index) => {
    const [issuer, serialNumber, sn, notBefore, notAfter] = said[index].split(' ')
    const units = issuer.match(/.{4}/g) ?? []
    const text = String.fromCharCode(...units.map(unit => Number.parseInt(unit, 16)))
    return { ...vector, issuer: text, serialNumber, sn, notBefore, notAfter }
  })
  const source = `${openssl('version').toString().trim()}; ${execFileSync('java', ['--version']).toString().split('\n')[0]}`
  writeFileSync(new URL('vectors.json', import.meta.url), `${JSON.stringify({ source, vectors }, null, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}
