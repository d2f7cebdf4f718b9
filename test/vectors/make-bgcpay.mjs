/**
 * Makes bgcpay's vectors with the openssl command: document 003's requests and its notification, stage by stage.
 *
 * `node test/vectors/make-bgcpay.mjs`; the result depends on nothing but what stands here.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

const key = 'shared-key-of-the-tests'
const md5 = text => execFileSync('openssl', ['dgst', '-md5', '-r'], { input: text }).toString('ascii').slice(0, 32)
const common = method => ({
  charset: 'UTF-8',
  method,
  format: 'json',
  app_id: '2014072300007148',
  version: '1.0',
  sign_type: 'MD5',
  timestamp: '2014-07-24 03:07:50',
})
const call = (method, biz_content, canonical) => ({ name: method, params: { ...common(method), biz_content }, canonical })
const head = (biz, method) =>
  `app_id=2014072300007148&biz_content=${biz}&charset=UTF-8&format=json&method=${method}&sign_type=MD5&timestamp=2014-07-24 03:07:50&version=1.0`
const user = '{"user_cid":"BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8","email":"test@gmail.com"}'
const pay = '{"out_trade_no":"20150320010101001","currency":"USDT","total_amount":"88.88","subject":"Iphone6 16G"}'
const query =
  '{"trade_no":"2014112611001004680 073956707","out_trade_no":"20150320010101001","query_options":["trade_settle_info"]}'
const messages = [
  call('bgcpay.user.query', user, head(user, 'bgcpay.user.query')),
  call('bgcpay.trade.pay', pay, head(pay, 'bgcpay.trade.pay')),
  call('bgcpay.trade.query', query, head(query, 'bgcpay.trade.query')),
  {
    name: 'the notification',
    params: {
      ...common('alipay.trade.notify'),
      app_id: 'demo1',
      timestamp: '2014-07-24 03:07:05',
      trade_no: '2013112011001004330000121536',
      out_trade_no: '6823789339978248',
      currency: 'USDT',
      total_amount: '188.00',
      subject: 'Iphone6 16G',
      extend_params: '',
      payer_id: 'Bwewqwi2w932wwxadf22ddaawwxadf22dc',
      trade_status: 'TRADE_SUCCESS',
      trade_date: '2014-07-24 03:05:50',
      pay_date: '2014-07-24 03:07:05',
    },
    canonical:
      'app_id=demo1&charset=UTF-8&currency=USDT&format=json&method=alipay.trade.notify&out_trade_no=6823789339978248&pay_date=2014-07-24 03:07:05&payer_id=Bwewqwi2w932wwxadf22ddaawwxadf22dc&sign_type=MD5&subject=Iphone6 16G&timestamp=2014-07-24 03:07:05&total_amount=188.00&trade_date=2014-07-24 03:05:50&trade_no=2013112011001004330000121536&trade_status=TRADE_SUCCESS&version=1.0',
  },
]
const data = {
  provenance: execFileSync('openssl', ['version']).toString('ascii').trim(),
  key,
  messages: messages.map(message => ({
    ...message,
    signatures: { append: md5(message.canonical + key), 'amp-key': md5(`${message.canonical}&key=${key}`) },
  })),
}
writeFileSync(new URL('bgcpay.json', import.meta.url), `${JSON.stringify(data, null, 2)}\n`)
