/** The emulated Alipay as a whole: what it can be asked, and files. */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { readTable } from '../support/fact-tables.ts'
import { requireKnown } from './conforms.ts'
import { common, emulate, get, post, reply, signed, verifies } from './support.ts'

const methods = readdirSync(new URL('../facts', import.meta.url))
  .map(name => name.replace(/\.json$/, ''))
  .filter(name => /^(?:alipay|koubei|mybank)\./.test(name) && 'kind' in readTable(name))

/** These refuse a token, and name no field. */
const BY_TOKEN = new Set([
  'alipay.open.auth.token.app',
  'alipay.open.auth.token.app.query',
  'alipay.system.oauth.token',
  'alipay.user.info.share',
])

it('reads the tables of 47 methods', () => {
  expect(methods).toHaveLength(47)
})

it.each(methods)('answers %s, and names each required field that is missing', async method => {
  const emulator = await emulate()
  const params = signed(common(method, {}))
  const { kind } = readTable(method) as unknown as { kind: string }
  if (kind === 'app') {
    const { refusal } = await emulator.openApp(new URLSearchParams(params).toString())
    expect(refusal).toMatch(/^(?:ACQ.INVALID_PARAMETER|ILLEGAL_ARGUMENT)$/)
    return
  }
  if (kind === 'page') {
    expect(await (await get(emulator, params)).text()).toContain('ACQ.INVALID_PARAMETER')
    return
  }
  const { answer, inner, sign = '' } = await reply(await post(emulator, params))
  expect(verifies(emulator, inner, sign)).toBe(true)
  expect(answer['sub_code']).toBeDefined()
  expect(answer['sub_code']).not.toBe('isv.invalid-method')
  requireKnown(method, answer)
  if (BY_TOKEN.has(method)) return
  const named = /^[^：]+：(.+)$/.exec(String(answer['sub_msg']))?.[1]?.split('，') ?? []
  const required = readTable(method).request.filter(row => row.required === true)
  expect(required.map(({ name }) => name).filter(name => !named.includes(name))).toEqual([])
})

describe('uploads', () => {
  async function upload(emulator: Emulator, method: string, fields: Record<string, string>, file?: File) {
    const { biz_content: _, ...rest } = common(method, {}, fields)
    const body = new FormData()
    for (const [name, value] of Object.entries(signed(rest))) body.set(name, value)
    if (file !== undefined) body.set(method.includes('image') ? 'image_content' : 'file_content', file)
    const {
      node,
      answer,
      inner,
      sign = '',
    } = await reply(await emulator.fetch(new Request(emulator.gateway, { method: 'POST', body })))
    expect([node, verifies(emulator, inner, sign)]).toEqual([`${method.replaceAll('.', '_')}_response`, true])
    requireKnown(method, answer)
    return answer
  }
  const file = (name: string, size = 3) => new File([new Uint8Array(size)], name)

  it.each([
    [file('a.png'), {}, undefined],
    [file('a.PDF'), { biz_code: 'content_creation' }, undefined],
    [file('a.png', 50 * 1024 * 1024), {}, undefined],
    [file('a.png', 50 * 1024 * 1024 + 1), {}, 'isv.invalid-file-size'],
    [file('a.png', 0), {}, 'isv.invalid-file-size'],
    [file('a.exe'), {}, 'isv.invalid-file-extension'],
    [file('a.png'), { md5: 'none' }, 'isv.invalid-parameter'],
    [undefined, {}, 'isv.invalid-parameter'],
  ] as const)('a file %#', async (content, fields, subCode) => {
    const answer = await upload(await emulate(), 'alipay.open.file.upload', fields, content)
    expect(answer['sub_code']).toBe(subCode)
    if (subCode === undefined) expect(answer['file_id']).toMatch(/^\d{32}$/)
  })

  const image = { image_name: '门店', image_type: 'png' }
  it.each([
    [file('a.png'), image, undefined],
    [file('a.png', 5 * 1024 * 1024 + 1), image, 'isv.exceed-max-size'],
    [file('a.png'), { ...image, image_type: 'exe' }, 'isv.unknown-fomat'],
    [file('a.png'), { image_type: 'png' }, 'isv.invalid-arguments'],
    [undefined, image, 'isv.invalid-arguments'],
  ] as const)('an image %#', async (content, fields, subCode) => {
    const answer = await upload(await emulate(), 'alipay.offline.material.image.upload', fields, content)
    expect(answer['sub_code']).toBe(subCode)
    if (subCode === undefined) expect(answer['image_id']).toMatch(/^\d{32}$/)
  })
})
