/** Each example runs as a user would run it: on the built package, in a process of its own. */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { secretsIn } from '../house/secrets.ts'
import { PATIENCE } from '../support/patience.ts'

const root = new URL('../..', import.meta.url)
const examples = readdirSync(new URL('examples', root)).filter(name => name.endsWith('.ts'))

function run(name: string): Promise<{ code: number | null; output: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['--import', 'tsx', `examples/${name}`], {
      cwd: root,
      timeout: PATIENCE,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    child.on('close', code => resolve({ code, output }))
  })
}

/** What each must say, beside ending by itself with exit code 0. */
const says: Record<string, readonly (string | RegExp)[]> = {
  'batch.ts': [
    'outcome        unknown',
    'BATCH_NO_NOT_UNIQUE',
    'balance        100.00 yuan',
    'asked          notify_verify',
    'notified       SALARY202601: 2 paid, 1 failed',
    'not paid       S3 欧阳 8.80 yuan, USER_NOT_EXIST',
    'together       32.50 yuan paid, 8.80 yuan not',
    'balance        67.50 yuan',
    /paid {11}S1, S2\n {2}failed {9}S3\n {2}amiss {10}nothing/,
    /refused .*SignatureError(?:.|\n)*answer {9}400 fail/,
    'All as it should be.',
  ],
  'bgcpay.ts': [
    'notified       ORDER_1: TRADE_SUCCESS, 88.88 USDT',
    'trade_status   TRADE_SUCCESS',
    'payments       1',
    'transferred    8.80 USDT',
    'All as it should be.',
  ],
  'certificates.ts': [
    /ORDER-1 {6}code 10000, notified: paid\n {2}sent .*app_cert_sn=[\da-f]{32}\n.*biz_content=\S{24}… \(encrypt_type=AES\)/,
    /received {5}alipay_cert_sn=[\da-f]{32}\n.*alipay_trade_pay_response=\S{24}…/,
    /issued to 支付宝\(中国\)网络技术有限公司, until 2120\n {2}downloads {4}1\n/,
    /refused {6}100 of 100\n {2}downloads {4}[23] more\n {2}ORDER-5 .*paid\n {2}ORDER-5 {6}TRADE_SUCCESS/,
    'All as it should be.',
  ],
  'opentelemetry.ts': [
    'ok trade_status_sync',
    /ok alipay\.trade\.pay \{"zhifu\.code":"10000","zhifu\.trace_id":"\w+"\}/,
    /failed alipay\.trade\.query .*"ACQ\.TRADE_NOT_EXIST","zhifu\.outcome":"untouched"/,
  ],
  'one-order.ts': [
    /pay URL .*gateway\.do\?app_id=/,
    /pay form .*<form method="post"/,
    'Thank you for ORDER-1',
    'notified       ORDER-1: paid',
    /refused .*SignatureError/,
    'answer         400 fail',
    /refused .*MismatchError/,
    'trade_status   TRADE_SUCCESS',
    'ORDER-2: paid',
    'REFUND-1       8.88 yuan, 8.88 in all, fund_change Y',
    'REFUND-2       30.00 yuan, 38.88 in all, fund_change Y',
    'notified       ORDER-1: refunded (trade_status TRADE_SUCCESS)',
    /refunds {8}2\n {2}payments {7}1/,
    'All as it should be.',
  ],
  'proxy.ts': [
    /paid {6}code 10000, TRADE_SUCCESS\nproxy {5}CONNECT/,
    'no proxy  TransportError: connection, outcome untouched',
    'All as it should be.',
  ],
  'signers.ts': [
    /signing endpoint.*\n {2}ORDER-1 {6}code 10000, sent 1 time\(s\)\n {2}REFUND-1 {5}SigningError, outcome untouched/,
    /ORDER-2 {6}SigningError, outcome untouched, sent 0 time/,
    /KMS, .*\n {2}ORDER-3 {6}code 10000, sent 1 time\(s\)\n {2}KMS {10}asked 3 times/,
    /down.*\n {2}ORDER-4 {6}SigningError, outcome untouched, sent 0 time/,
    'All as it should be.',
  ],
  'third-party.ts': [
    /forged {7}403 .*\n {2}returned {5}Thank you, 2021000000000099/,
    /ORDER-1 {6}code 10000\n {2}token {8}valid/,
    /old token {4}GatewayError aop\.invalid-app-auth-token, outcome untouched\n {2}ORDER-2 {6}code 10000/,
    'All as it should be.',
  ],
  'unknown-outcome.ts': [
    /reply is lost.*\n {2}pay {12}TransportError: outcome unknown\n {2}query {10}TRADE_SUCCESS\n {2}settled {8}paid/,
    /request is lost.*\n {2}pay .*outcome unknown\n(?: {2}query {10}ACQ\.TRADE_NOT_EXIST\n)+ {2}pay {12}paid\n {2}settled {8}paid/,
    /20000, and yet.*\n {2}pay .*isp\.unknow-error: outcome unknown\n {2}query {10}TRADE_SUCCESS\n {2}settled {8}paid/,
    /never does.*\n {2}pay .*confirm\n(?: {2}query {10}WAIT_BUYER_PAY\n){4} {2}cancel {9}close\n {2}settled {8}closed/,
    /confirms after a while(?:.|\n)* {2}lost {11}1 query\n {2}settled {8}paid/,
    'ACQ.BUYER_BALANCE_NOT_ENOUGH: outcome untouched',
    /refund .*outcome unknown\n {2}refund {9}fund_change N, 2\.50 yuan back in all/,
    'All as it should be.',
  ],
}

test('each example is expected to say something', () => {
  expect(Object.keys(says).sort()).toEqual(examples.sort())
})

test.each(examples)('%s', async name => {
  const { code, output } = await run(name)
  expect(output, output).toSatisfy(() => code === 0)
  for (const text of says[name] ?? []) expect(output).toMatch(text)
  expect(secretsIn(output)).toEqual([])
})
