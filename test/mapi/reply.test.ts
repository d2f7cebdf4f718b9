/** Replies that nobody signs: read with suspicion, and never a crash or a hang. */
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { type GatewayError, MessageError, md5, readReply } from '../../src/index.ts'
import { batchTransNotifyNoPwd, createMapi, notifyVerify } from '../../src/mapi/index.ts'

const mapi = createMapi({ partner: '2088002464631181', signer: md5('key'), verifier: md5('key') })
const read = (reply: string | Uint8Array | Response) =>
  readReply(mapi, batchTransNotifyNoPwd, reply, {} as never).catch(error => error)
const reply = (inner: string, declaration = '<?xml version="1.0" encoding="utf-8"?>') =>
  `${declaration}<alipay>${inner}</alipay>`

describe('is read', () => {
  test.each<[string, string | Uint8Array, object]>([
    ['accepted', reply('<is_success>T</is_success>'), { is_success: 'T' }],
    [
      'accepted, and says so',
      reply('<is_success>T</is_success><error>SUCCESS</error>'),
      { error: 'SUCCESS' },
    ],
    ['with white space', reply('\n <is_success> T </is_success>\n'), { is_success: 'T' }],
    ['without a declaration', reply('<is_success>T</is_success>', ''), { is_success: 'T' }],
    [
      'with elements that are not known',
      reply('<is_success>T</is_success><more a="1"><b/></more>'),
      { is_success: 'T' },
    ],
    ['deeper than usual', reply('<response><is_success>T</is_success></response>'), { is_success: 'T' }],
    [
      'in GBK, by its declaration',
      iconv.encode(
        reply('<is_success>T</is_success><memo>常炜</memo>', '<?xml version="1.0" encoding="GBK"?>'),
        'gbk',
      ),
      { is_success: 'T' },
    ],
    ['with a byte order mark', `\ufeff${reply('<is_success>T</is_success>')}`, { is_success: 'T' }],
  ])('%s', async (_, text, result) => {
    expect(await read(text)).toMatchObject(result)
  })

  test('in the charset of its content type, where it declares none', async () => {
    const bytes = iconv.encode('<alipay><is_success>F</is_success><error>付款</error></alipay>', 'gbk')
    const response = new Response(bytes as BodyInit, { headers: { 'content-type': 'text/xml;charset=GBK' } })
    expect(await read(response)).toMatchObject({ reason: '付款' })
  })

  test.each([
    [
      'TRANS_NO_NOT_UNIQUE',
      '<is_success>F</is_success><error>TRANS_NO_NOT_UNIQUE</error>',
      'TRANS_NO_NOT_UNIQUE',
    ],
    ['nothing', '<is_success>F</is_success>', undefined],
    [
      'a success that names an error',
      '<is_success>T</is_success><error>NOT_ENOUGH_AMOUNT</error>',
      'NOT_ENOUGH_AMOUNT',
    ],
  ])('a refusal that says %s leaves the outcome open, since nobody signed it', async (_, inner, reason) => {
    const error = (await read(reply(inner))) as GatewayError
    expect(error).toMatchObject({ code: 'ERR_GATEWAY', outcome: 'unknown', verified: false })
    expect(error.reason).toBe(reason)
  })
})

const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index} "${`&lol${index || ''};`.repeat(10)}">`,
).join('')}]>`

describe('is refused, and leaves the outcome of a batch open', () => {
  test.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['an HTML page', '<html><body><br>502</body></html>'],
    ['another document', '<?xml version="1.0"?><other/>'],
    ['cut off', reply('<is_success>T</is_success>').slice(0, -4)],
    ['without is_success', reply('<error>SUCCESS</error>')],
    ['with another is_success', reply('<is_success>t</is_success>')],
    ['with is_success twice', reply('<is_success>F</is_success><is_success>T</is_success>')],
    ['with error twice', reply('<is_success>F</is_success><error>A</error><x><error>B</error></x>')],
    ['with two roots', `${reply('<is_success>T</is_success>')}<alipay/>`],
    ['with a document type', `<!DOCTYPE alipay>${reply('<is_success>T</is_success>', '')}`],
    [
      'with an external entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${reply('<is_success>&x;</is_success>', '')}`,
    ],
    ['a billion laughs', `${laughs}${reply('<is_success>&lol8;</is_success>', '')}`],
    ['with an entity that is not defined', reply('<is_success>&x;</is_success>')],
    ['nested deeply', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`],
    ['nested deeply and unclosed', '<a>'.repeat(20_000)],
    ['nested a little too deeply', `${'<a>'.repeat(40)}<is_success>T</is_success>${'</a>'.repeat(40)}`],
    ['long', reply(`<is_success>T</is_success>${'<x/>'.repeat(20_000)}`)],
    [
      'in a charset that is not read',
      reply('<is_success>T</is_success>', '<?xml version="1.0" encoding="utf-16"?>'),
    ],
    [
      'in a charset named like a member of every object',
      reply('<is_success>T</is_success>', '<?xml version="1.0" encoding="constructor"?>'),
    ],
    ['in GBK that says UTF-8', iconv.encode(reply('<is_success>T</is_success><memo>常炜</memo>'), 'gbk')],
    ['JSON', '{"is_success":"T"}'],
  ])('%s', async (_, text) => {
    const error = await read(text)
    expect(error).toBeInstanceOf(MessageError)
    expect(error).toMatchObject({ outcome: 'unknown' })
    expect(error.message).not.toMatch(/passwd|lol/)
  })

  test('notify_verify’s answer, where it is none of the three', async () => {
    const ask = (text: string) => readReply(mapi, notifyVerify, text, { notify_id: '1' })
    expect(await ask('false\n')).toEqual({ answer: 'false' })
    await expect(ask('<html>true</html>')).rejects.toBeInstanceOf(MessageError)
    await expect(ask('')).rejects.toBeInstanceOf(MessageError)
  })
})
