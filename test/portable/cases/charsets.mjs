/** GBK and GB2312: read off each platform's own decoder, so each platform may differ. */
import { equal, fromHex, ok, rejects, throws, toHex, unescapeHtml } from '../checks.mjs'
import { OLD_GB18030 } from '../limits.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { gbk: expected, mapi: vector, shared } = vectors

export function charsets(add, { gbk: { gbk, gb2312 }, mapi, zhifu: { md5, pageForm, pageUrl } }, { limits }) {
  add('GBK and GB2312 are written and read as others do', () => {
    equal(toHex(gbk.encode(expected.text)), expected.hex)
    equal(gbk.decode(fromHex(expected.hex)), expected.text)
    equal(toHex(gb2312.encode(expected.gb2312Text)), expected.gb2312Hex)
    equal(gb2312.decode(fromHex(expected.gb2312Hex)), expected.gb2312Text)
    equal(gb2312.firstUnwritable(expected.text), expected.text.indexOf('镕'))
    equal([toHex(gbk.encode('€')), gbk.decode(fromHex('a2e3'))], ['a2e3', '€'])
  })

  add('every character of GBK has the bytes that it has elsewhere', () => {
    let sum = 0
    for (let unit = 0x80; unit < 0x10000; unit++) {
      const char = String.fromCharCode(unit)
      const [high, low] = gbk.firstUnwritable(char) < 0 ? gbk.encode(char) : [0, 0]
      sum = (Math.imul(sum, 31) + high * 256 + low) >>> 0
    }
    equal(sum, limits.includes(OLD_GB18030) ? expected.tableBefore2022 : expected.table)
  })

  add('what GBK cannot write is refused, where it stands', () => {
    for (const text of ['abñ', 'ab😀', 'ab\ud800']) {
      equal(gbk.firstUnwritable(text), 2)
      throws(() => gbk.encode(text), 'ERR_INPUT', /index 2/)
    }
    if (limits.includes(OLD_GB18030)) throws(() => gbk.encode('ab\ufe10'), 'ERR_INPUT', /index 2/)
    else equal(toHex(gbk.encode('\ufe10')), 'a6d9')
  })

  add('what is not GBK text is refused', () => {
    for (const bytes of ['81', 'c4ff', '80ff', 'ff']) throws(() => gbk.decode(fromHex(bytes)), 'ERR_MESSAGE')
  })

  const { params, signs } = vector.page
  const client = charset =>
    mapi.createMapi({
      partner: vector.partner,
      signer: md5(shared.key),
      verifier: md5(shared.key),
      now: () => new Date('2026-11-21T02:00:00Z'),
      charset,
    })
  const batch = name => ({
    account_name: params.account_name,
    batch_no: params.batch_no,
    email: params.email,
    transfers: [{ serial: '0315006', account: 'testture0002@126.com', name, amount: '20.00', note: '三月' }],
  })
  const options = { notifyUrl: params.notify_url }
  for (const [name, charset] of Object.entries({ gbk, gb2312, 'utf-8': undefined })) {
    add(`a page in ${name} is signed over the bytes that are sent`, async () => {
      const form = await pageForm(client(charset), mapi.batchTransNotify, batch('常炜买家'), options)
      ok(form.includes(`accept-charset="${name}"`), 'the browser is told the charset')
      ok(form.includes(`gateway.do?_input_charset=${name}"`), 'the gateway is told the charset')
      const written = Array.from(
        form.matchAll(/<input[^>]* name="([^"]*)" value="([^"]*)"/g),
        ([, key, value]) => [key, unescapeHtml(value)],
      )
      const sent = { ...params, _input_charset: name, sign_type: 'MD5', sign: signs[name] }
      equal(Object.fromEntries(written.sort()), Object.fromEntries(Object.entries(sent).sort()))
      const url = await pageUrl(client(charset), mapi.batchTransNotify, batch('常炜买家'), options)
      ok(url.search.includes(`sign=${signs[name]}`), 'the URL is signed the same')
      const maomao = name === 'utf-8' ? '%E6%AF%9B%E6%AF%9B' : '%C3%AB%C3%AB'
      ok(url.search.includes(`account_name=${maomao}&`), 'the URL is in the charset')
    })
  }

  add('a page refuses what its charset cannot write, or a browser would write otherwise', async () => {
    const page = (charset, name) => pageForm(client(charset), mapi.batchTransNotify, batch(name), options)
    await rejects(() => page(gb2312, '朱镕基'), 'ERR_INPUT')
    await rejects(() => page(gbk, 'Peña'), 'ERR_INPUT')
    await rejects(() => page(gbk, '€'), 'ERR_INPUT', /browsers/)
    ok(
      (await page(gbk, '朱镕基')).includes('朱镕基'.replace(/./gu, char => `&#${char.codePointAt(0)};`)),
      'written',
    )
  })
}
