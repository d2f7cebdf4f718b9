/** Files travel beside the signed parameters. */
import { createVerify } from 'node:crypto'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { createAlipay } from '../../src/alipay/index.ts'
import { gbk } from '../../src/gbk/index.ts'
import { defineApi, execute, rsa2Signer, rsa2Verifier, signRequest } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'

interface Upload {
  biz_code: string
  file: Blob
}
const upload = defineApi<'alipay', Upload, { file_id: string }, 'call'>({
  gateway: 'alipay',
  name: 'alipay.some.upload',
  kind: 'call',
  place: 'top',
  input: () => v.strictObject({ biz_code: v.string(), file: v.blob() }),
})
const client = createAlipay({
  appId,
  signer: rsa2Signer(appKeys.pkcs8),
  verifier: rsa2Verifier(gatewayPublicKey),
})

test('a file is not signed, the text beside it is, and both arrive', async () => {
  let posted: FormData | undefined
  let url: URL | undefined
  const fetch = async (request: Request) => {
    url = new URL(request.url)
    posted = await request.formData()
    return new Response(
      signedReply('alipay_some_upload_response', '{"code":"10000","msg":"Success","file_id":"1"}'),
    )
  }
  const file = new File(['the bytes'], 'a.png')
  expect(await execute({ ...client, fetch }, upload, { biz_code: '付', file })).toMatchObject({
    file_id: '1',
  })
  const { sign, ...params } = Object.fromEntries([
    ...(url as URL).searchParams,
    ...[...(posted as FormData)].filter(([, value]) => typeof value === 'string'),
  ]) as Record<string, string>
  const text = Object.keys(params)
    .sort()
    .map(name => `${name}=${params[name]}`)
    .join('&')
  expect(params['biz_code']).toBe('付')
  expect('file' in params).toBe(false)
  expect(
    createVerify('sha256')
      .update(text)
      .verify(appKeys.spki, sign as string, 'base64'),
  ).toBe(true)
  const arrived = (posted as FormData).get('file') as unknown as File
  expect([arrived.name, await arrived.text()]).toEqual(['a.png', 'the bytes'])
})

test('in another charset than UTF-8 it is refused: the platform would write other bytes than were signed', async () => {
  const input = { biz_code: '付', file: new Blob(['x']) }
  await expect(signRequest({ ...client, charset: gbk }, upload, input)).rejects.toMatchObject({
    code: 'ERR_INPUT',
    issues: [{ path: 'charset' }],
  })
})
