/** Errors, and the catalogues that explain the gateways' own. */
import { equal, ok, rejects } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { shared } = vectors

export function errors(add, { zhifu, bgcpay, alipayErrors, bgcpayErrors, mapiErrors }) {
  const { execute, InputError, md5, ZhifuError } = zhifu
  const client = (fetch, more) =>
    bgcpay.createBgcpay({ appId: 'app', signer: md5(shared.key), verifier: md5(shared.key), fetch, ...more })

  add('an InputError names each path, and holds no value', async () => {
    let sent = 0
    const fetch = async () => {
      sent++
      return new Response()
    }
    const wrong = { out_trade_no: 'O-1', currency: 'USDT', total_amount: 71.53, subjekt: 'secret words' }
    const error = await rejects(() => execute(client(fetch), bgcpay.tradePay, wrong), 'ERR_INPUT', /subject/)
    ok(error instanceof InputError && error instanceof ZhifuError && error instanceof Error, 'the class')
    equal([error.name, error.outcome, sent], ['InputError', 'untouched', 0])
    ok(
      ['out_trade_no', 'total_amount', 'subjekt'].every(path =>
        error.issues.some(issue => issue.path === path),
      ),
      'the paths',
    )
    ok(!/71\.53|secret words|O-1/.test(`${error.message}${JSON.stringify(error)}${error.stack}`), 'no value')
  })

  add('a misspelt option is named, at the call and at the client, and nothing is sent', async () => {
    const fetch = () => ok(false, 'nothing is sent')
    const order = { out_trade_no: 'O-1', currency: 'USDT', total_amount: '71.53', subject: 'x' }
    const given = { notify_url: 'https://shop.example/' }
    const call = () => execute(client(fetch), bgcpay.tradePay, order, given)
    equal((await rejects(call, 'ERR_INPUT', /notifyUrl/)).issues[0].path, 'notify_url')
    const { message } = await rejects(async () => client(fetch, given), undefined, /notifyUrl/)
    ok(message.startsWith('notify_url is not an option'), message)
  })

  add('the codes of all three gateways are explained', () => {
    const told = [
      [
        alipayErrors,
        { gatewayCode: '40004', reason: 'ACQ.TRADE_NOT_EXIST' },
        { name: 'alipay.trade.query', reads: true },
      ],
      [alipayErrors, { gatewayCode: '40004', reason: 'ACQ.SYSTEM_ERROR' }, { name: 'alipay.trade.pay' }],
      [mapiErrors, { reason: 'BATCH_NO_NOT_UNIQUE' }, { name: 'batch_trans_notify_no_pwd' }],
      [bgcpayErrors, { gatewayCode: '40004', reason: 'ACQ.SYSTEM_ERROR' }, { name: 'bgcpay.trade.pay' }],
    ].map(([{ explainError }, error, api]) => explainError(error, api))
    equal(
      told.map(({ retry, money }) => [retry, money]),
      [
        ['give-up', 'untouched'],
        ['query-first', 'unknown'],
        ['query-first', 'unknown'],
        ['query-first', 'unknown'],
      ],
    )
    for (const { sentence, remedy } of told) ok(sentence.length <= 300 && sentence.includes(remedy), sentence)
    for (const { explainError, catalogue } of [alipayErrors, bgcpayErrors, mapiErrors]) {
      equal(explainError({ reason: 'NO_SUCH_CODE' }), undefined)
      ok(catalogue().length > 40, 'the catalogue')
    }
  })

  add("a client with a catalogue gives the error's remedy", async () => {
    const refusal = { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: 'x' }
    const { explainError } = bgcpayErrors
    const explained = client(async () => Response.json(refusal), { explain: explainError })
    const error = await rejects(
      () => execute(explained, bgcpay.tradeQuery, { out_trade_no: 'ORDER_1' }),
      'ERR_GATEWAY',
    )
    ok(error.remedy.length > 10, 'a remedy')
    equal(error.remedy, explainError(error).remedy)
  })
}
