/** Notifications that nobody can have written in the charset that is configured: refused, like all that is forged. */
import { expect, test } from 'vitest'
import { createAlipay, tradeStatusSync } from '../../src/alipay/index.ts'
import { gbk } from '../../src/gbk/index.ts'
import { handleNotify, rsa2Verifier, SignatureError, verifyNotify } from '../../src/index.ts'
import { gatewayPublicKey, signedForm } from '../support/gateway-key.ts'
import { appId } from '../support/keys.ts'

const receiver = createAlipay({ appId, verifier: rsa2Verifier(gatewayPublicKey), charset: gbk })
const genuine = signedForm({
  app_id: appId,
  notify_id: 'n-1',
  notify_type: 'trade_status_sync',
  out_trade_no: 'ORDER-1',
  subject: 'Tea',
  total_amount: '88.88',
  trade_no: '2026',
  trade_status: 'TRADE_SUCCESS',
})
/** The four bytes are 😀 in GB18030, which decoders of GBK read and GBK itself cannot write. */
const smiling = genuine.replace('subject=Tea', 'subject=%94%39%FC%36')

test('the genuine one is believed', async () => {
  expect((await verifyNotify(receiver, tradeStatusSync, genuine)).subject).toBe('Tea')
  expect(smiling).not.toBe(genuine)
})

test('one with an emoji in GBK is a forgery, not a mistake of ours', async () => {
  await expect(verifyNotify(receiver, tradeStatusSync, smiling)).rejects.toThrow(SignatureError)
  const errors: unknown[] = []
  const answer = await handleNotify(receiver, tradeStatusSync, smiling, {
    expect: () => expect.unreachable('it was believed'),
    handle: () => expect.unreachable('it was handled'),
    onError: error => void errors.push(error),
  })
  expect([answer.status, await answer.text()]).toEqual([400, 'fail'])
  expect(errors).toMatchObject([{ code: 'ERR_SIGNATURE' }])
})
