/** What document 004 prints, at every stage it can be shown at. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gb2312, gbk } from '../../src/gbk/index.ts'
import { explainSignature, md5, signRequest } from '../../src/index.ts'
import { batchTransNotifyNoPwd, createMapi } from '../../src/mapi/index.ts'

const { key, params, sign } = JSON.parse(
  readFileSync(new URL('../vectors/mapi-md5.json', import.meta.url), 'utf8'),
) as { key: string; params: Record<string, string>; sign: string }
const none = { partner: '2088002464631181', signer: md5('key'), verifier: md5('key') }

test('the MD5 vector of another implementation: text to sign and signature', async () => {
  const mapi = createMapi({ partner: params['partner'] as string, signer: md5(key), verifier: md5(key) })
  const { text, bytes } = explainSignature({ ...params, sign_type: 'MD5', sign }, mapi)
  expect(text).toBe(
    '_input_charset=utf-8&account_name=毛毛&batch_fee=1000.0&batch_no=20080107001&batch_num=1&detail_data=0315006^testture0002@126.com^常炜买家^1000.00^hello&email=biz_932@alitest.com&notify_url=https://example.com/orders/20150401000-0001/notify&partner=1000000000000000&pay_date=20080107&service=batch_trans_notify',
  )
  expect(await md5(key).sign(bytes)).toBe(sign)
})

/** Section 8.1.2's parameters as they are printed. */
const printed = {
  service: 'batch_trans_notify_no_pwd',
  _input_charset: 'gb2312',
  partner: '2088002464631181',
  notify_url: 'http://www.test.com/notify/alipay/interface.htm',
  account_name: '毛毛',
  detail_date: '0315006^testture0002@126.com^常炜买家^20.00^hello',
  batch_no: '20080107001',
  batch_num: '1000',
  batch_fee: '20000',
  pay_date: '20080107',
  buyer_account_name: 'maomao@alipay.com',
  email: 'biz_932@alitest.com',
}

test('section 8.1.2: the sorted text, its line breaks mended and its detail_date as printed', () => {
  const { text } = explainSignature({ ...printed, sign_type: 'DSA', sign: 'x' }, createMapi(none))
  expect(text).toBe(
    '_input_charset=gb2312&account_name=毛毛&batch_fee=20000&batch_no=20080107001&batch_num=1000&buyer_account_name=maomao@alipay.com&detail_date=0315006^testture0002@126.com^常炜买家^20.00^hello&email=biz_932@alitest.com&notify_url=http://www.test.com/notify/alipay/interface.htm&partner=2088002464631181&pay_date=20080107&service=batch_trans_notify_no_pwd',
  )
})

test('its detail_date is a misprint of table 4-1’s detail_data: what we send has the latter, in the same place', async () => {
  const mapi = createMapi({ ...none, charset: gb2312, now: () => new Date('2008-01-07T04:00:00Z') })
  const { query, body } = await signRequest(
    mapi,
    batchTransNotifyNoPwd,
    {
      batch_no: '20080107001',
      account_name: '毛毛',
      email: 'biz_932@alitest.com',
      buyer_account_name: 'maomao@alipay.com',
      transfers: [
        {
          serial: '0315006',
          account: 'testture0002@126.com',
          name: '常炜买家',
          amount: '20',
          note: 'hello',
        },
      ],
    },
    { notifyUrl: printed.notify_url },
  )
  const { detail_date, batch_num, batch_fee, ...rest } = printed
  const { sign, ...sent } = Object.fromEntries(body)
  expect(sent).toEqual({
    ...rest,
    detail_data: detail_date,
    // The sample speaks of a thousand transfers and holds one.
    batch_num: '1',
    batch_fee: '20.00',
    sign_type: 'MD5',
  })
  expect(query).toEqual([['_input_charset', 'gb2312']])
  const text =
    '_input_charset=gb2312&account_name=毛毛&batch_fee=20.00&batch_no=20080107001&batch_num=1&buyer_account_name=maomao@alipay.com&detail_data=0315006^testture0002@126.com^常炜买家^20.00^hello&email=biz_932@alitest.com&notify_url=http://www.test.com/notify/alipay/interface.htm&partner=2088002464631181&pay_date=20080107&service=batch_trans_notify_no_pwd'
  const { default: iconv } = await import('iconv-lite')
  expect(sign).toBe(
    createHash('md5')
      .update(Buffer.concat([iconv.encode(text, 'gb2312'), Buffer.from('key')]))
      .digest('hex'),
  )
})

test('section 9: notify_verify is a plain URL, its id encoded once and nothing signed', async () => {
  const { notifyVerify } = await import('../../src/mapi/index.ts')
  const urls: string[] = []
  const mapi = createMapi({
    ...none,
    partner: '2088002396712354',
    charset: gbk,
    fetch: async request => {
      urls.push(`${request.method} ${request.url}`)
      return new Response('true')
    },
  })
  const { execute } = await import('../../src/index.ts')
  const id = 'RqPnCoPT3K9%2Fvwbh3I%2BFioE227%2BPfNMl8jwyZqMliXQWxhOCmQ5MQO%2FWd93rvCB%2BaiGq'
  expect(await execute(mapi, notifyVerify, { notify_id: id })).toMatchObject({ answer: 'true' })
  expect(await execute(mapi, notifyVerify, { notify_id: 'a/b+c&x=1' })).toMatchObject({
    answer: 'true',
  })
  expect(urls).toEqual([
    // As the document prints it: its id holds percent signs, which makes %25.
    `GET https://mapi.alipay.com/gateway.do?service=notify_verify&partner=2088002396712354&notify_id=RqPnCoPT3K9%252Fvwbh3I%252BFioE227%252BPfNMl8jwyZqMliXQWxhOCmQ5MQO%252FWd93rvCB%252BaiGq`,
    'GET https://mapi.alipay.com/gateway.do?service=notify_verify&partner=2088002396712354&notify_id=a%2Fb%2Bc%26x%3D1',
  ])
})
