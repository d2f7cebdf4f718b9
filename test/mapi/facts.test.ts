/** Holds what is sent and read to the tables of document 004. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { md5, signRequest } from '../../src/index.ts'
import {
  batchTransNotification,
  batchTransNotify,
  batchTransNotifyNoPwd,
  createMapi,
  notifyVerify,
} from '../../src/mapi/index.ts'
import { openInterfaces } from '../support/interfaces.ts'

interface Row {
  readonly name: string
  readonly required: boolean
  readonly pattern?: string | null
  readonly enum?: readonly string[] | null
  readonly example?: string | null
  readonly note?: string
}
const table = (name: string) =>
  JSON.parse(readFileSync(new URL(`../facts/mapi.${name}.json`, import.meta.url), 'utf8')) as {
    request: Row[]
    fields: Row[]
  }

const interfaces = openInterfaces('src/mapi')
const mapi = createMapi({ partner: '2088002464631181', signer: md5('key'), verifier: md5('key') })
const transfer = { serial: '0315006', account: 'a@example.com', name: '常炜', amount: '20.00' }
const least = {
  batch_no: '20080107001',
  account_name: '毛毛',
  email: 'payer@example.com',
  transfers: [transfer],
}
const most = { ...least, buyer_account_name: 'maomao@alipay.com', extend_param: { agent: '123456' } }

test.each([batchTransNotifyNoPwd, batchTransNotify])('$name sends the fields of table 4-1', async api => {
  const rows = table('batch_trans_notify_no_pwd').request
  const names = (only: (row: Row) => boolean) =>
    rows
      .filter(only)
      .map(({ name }) => name)
      .sort()
  const required = await signRequest(mapi, api, least)
  expect(required.body.map(([name]) => name).sort()).toEqual(names(row => row.required))
  const all = await signRequest(mapi, api, most, { notifyUrl: 'http://127.0.0.1:1/' })
  expect(all.body.map(([name]) => name).sort()).toEqual(names(() => true))
  for (const [name, value] of all.body) {
    const row = rows.find(candidate => candidate.name === name)
    if (row?.pattern) expect(value, name).toMatch(new RegExp(row.pattern))
    if (row?.enum && name !== 'service') expect(row.enum, name).toContain(value)
  }
})

test.each(['batch_trans_notify', 'batch_trans_notify_no_pwd'])(
  '%s says that without a notifyUrl, which the table allows, nothing is ever told',
  service => {
    const row = table('batch_trans_notify_no_pwd').request.find(({ name }) => name === 'notify_url')
    expect(row).toMatchObject({ required: false, note: 'without it no notification is sent' })
    const docs = interfaces.exports(`api/${service}.ts`)
    const { doc = '' } = docs.find(({ name }) => /^batchTransNotify/.test(name)) ?? {}
    expect(doc.replaceAll(/\s+/g, ' ')).toMatch(/without (?:a `notifyUrl`|one)[^.]* nothing is ever told\./)
  },
)

test('notify_verify sends its three', async () => {
  const { query } = await signRequest(mapi, notifyVerify, { notify_id: 'x' })
  expect(query.map(([name]) => name)).toEqual(table('notify_verify').request.map(({ name }) => name))
})

test('the notification has the fields of table 6-1, and reads their examples', () => {
  const rows = table('batch_trans_notify_no_pwd.notify').fields.filter(({ name }) => name !== 'sign')
  expect(Object.keys(batchTransNotification.fields).sort()).toEqual(rows.map(({ name }) => name).sort())
  const fields = Object.fromEntries(rows.map(({ name, example }) => [name, example ?? '']))
  for (const [name, value] of Object.entries(fields)) {
    expect(value, name).toMatch(batchTransNotification.fields[name] as RegExp)
  }
  const message = batchTransNotification.read?.(fields)
  expect(message).toMatchObject({ succeeded: [{ serial: '0315001' }], failed: [{ serial: '0315006' }] })
  for (const name of batchTransNotification.decides) {
    expect(rows.find(row => row.name === name)?.required, name).toBe(true)
  }
})
