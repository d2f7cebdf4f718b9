/** Orders whose contents are encrypted both ways, with the emulated gateway on the other side. */
import { expect, test } from 'vitest'
import { aes } from '../../src/aes/index.ts'
import {
  createAlipay,
  readDepositback,
  tradeAppPay,
  tradePagePay,
  tradePay,
  tradeQuery,
  tradeRefund,
  tradeRefundDepositbackCompleted,
  tradeStatusSync,
} from '../../src/alipay/index.ts'
import { createEmulator } from '../../src/emulator/index.ts'
import { gbk } from '../../src/gbk/index.ts'
import {
  appString,
  type Charset,
  execute,
  GatewayError,
  handleNotify,
  MessageError,
  pageUrl,
  readReply,
  rsa2Signer,
  rsa2Verifier,
  utf8,
} from '../../src/index.ts'
import { appId, appKeys } from '../support/keys.ts'

const key = 'AAECAwQFBgcICQoLDA0ODw=='
const otherKey = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const order = { out_trade_no: 'ORDER-1', total_amount: '8.80', subject: '茶 "Earl Grey" & 咖啡' }
const urls = { notifyUrl: 'http://127.0.0.1:1/notify' }

async function openShop(theirs = key, charset: Charset = utf8) {
  const told: string[] = []
  const wire: string[] = []
  const emulator = await createEmulator({
    baseUrl: 'http://127.0.0.1:1',
    apps: [{ appId, publicKey: appKeys.spki, encryptKey: theirs, appGateway: 'http://127.0.0.1:1/messages' }],
    fetch: request =>
      request.url.endsWith('/messages')
        ? handleNotify(alipay, tradeRefundDepositbackCompleted, request, {
            expect: () => ({ out_trade_no: 'ORDER-1', out_request_no: 'R1', refund_amount: '8.80' }),
            handle: news => {
              const { out_request_no, dback_status } = readDepositback(news)
              told.push(`${out_request_no} ${dback_status}`)
            },
          })
        : handleNotify(alipay, tradeStatusSync, request, {
            expect: () => ({ total_amount: '8.80' }),
            handle: ({ out_trade_no }) => void told.push(out_trade_no),
          }),
  })
  const alipay = createAlipay({
    appId,
    signer: rsa2Signer(appKeys.pkcs8),
    verifier: rsa2Verifier(emulator.alipayPublicKey),
    content: aes(key),
    charset,
    endpoint: emulator.gateway,
    fetch: async request => {
      wire.push((await request.clone().text()).replace(/%[\dA-F]{2}/gi, unescape))
      const response = await emulator.fetch(request)
      wire.push(await response.clone().text())
      return response
    },
  })
  const pay = () => {
    const auth_code = emulator.issuePayerCode()
    return execute(alipay, tradePay, { ...order, scene: 'bar_code', auth_code }, urls)
  }
  return { emulator, alipay, told, wire, pay }
}

test('pays, asks and refunds, and nothing of the order can be read on the wire', async () => {
  const { emulator, alipay, told, wire, pay } = await openShop()
  expect(await pay()).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1', total_amount: '8.80' })
  expect(emulator.trade('ORDER-1')?.subject).toBe(order.subject)
  const { out_trade_no } = order
  expect((await execute(alipay, tradeQuery, { out_trade_no })).trade_status).toBe('TRADE_SUCCESS')
  const refund = { out_trade_no, refund_amount: '8.80', out_request_no: 'R1' }
  const query_options = ['deposit_back_info']
  expect(await execute(alipay, tradeRefund, { ...refund, query_options })).toMatchObject({ fund_change: 'Y' })
  expect(wire.filter(text => /ORDER-1|8\.80|bar_code|TRADE_SUCCESS/.test(text))).toEqual([])
  expect(wire).toHaveLength(6)
  emulator.depositBack('ORDER-1', 'R1')
  await emulator.advance(0)
  expect(told).toEqual(['ORDER-1', 'ORDER-1', 'R1 S'])
  const message = emulator.notifications().find(({ body }) => body.includes('msg_method'))
  expect(message).toMatchObject({ acknowledged: true })
  expect(message?.body).not.toContain('ORDER-1')
})

test('opens pages, and reads what the payer’s app brings', async () => {
  const { emulator, alipay } = await openShop()
  const page = await emulator.fetch(new Request(await pageUrl(alipay, tradePagePay, order)))
  expect(await page.text()).toContain('Earl Grey')
  const input = { ...order, out_trade_no: 'APP-1' }
  const app = await emulator.openApp(await appString(alipay, tradeAppPay, input))
  const { result } = await app.pay()
  expect(result).not.toContain('APP-1')
  expect(await readReply(alipay, tradeAppPay, result, input)).toMatchObject({ out_trade_no: 'APP-1' })
})

test('reads a refusal, which comes as it is', async () => {
  const { alipay } = await openShop()
  const error: unknown = await execute(alipay, tradeQuery, { out_trade_no: 'NOBODY' }).catch(thrown => thrown)
  expect(error).toBeInstanceOf(GatewayError)
  expect(error).toMatchObject({ reason: 'ACQ.TRADE_NOT_EXIST', verified: true })
})

test('with another key than Alipay’s, nothing is paid', async () => {
  const { emulator, pay } = await openShop(otherKey)
  const error: unknown = await pay().catch(thrown => thrown)
  expect(error).toBeInstanceOf(GatewayError)
  expect(error).toMatchObject({ reason: 'isv.decryption-error-unknown', outcome: 'untouched' })
  expect(emulator.trades()).toEqual([])
})

test('a client that lost its key cannot read what was paid', async () => {
  const { alipay, pay, emulator } = await openShop()
  await pay()
  const sent = { ...alipay.content, decrypt: aes(otherKey).decrypt }
  const input = { out_trade_no: 'ORDER-1' }
  const forgetful = { ...alipay, content: sent as typeof alipay.content }
  await expect(execute(forgetful, tradeQuery, input)).rejects.toThrow(MessageError)
  expect(emulator.trades()).toHaveLength(1)
})

test('in GBK the contents are GBK too', async () => {
  const { emulator, pay } = await openShop(key, gbk)
  expect(await pay()).toMatchObject({ code: '10000', out_trade_no: 'ORDER-1' })
  expect(emulator.trade('ORDER-1')?.subject).toBe(order.subject)
})
