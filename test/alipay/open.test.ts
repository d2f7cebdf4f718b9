/** Bill URLs, tokens and users: what they take, what their replies must say, and what a refusal leaves open. */
import { describe, expect, it, test } from 'vitest'
import {
  createAlipay,
  dataDataserviceBillDownloadurlQuery,
  offlineMaterialImageUpload,
  openAuthTokenApp,
  openAuthTokenAppQuery,
  openFileUpload,
  systemOauthToken,
  userInfoShare,
} from '../../src/alipay/index.ts'
import { type Api, execute, readReply, rsa2Signer, rsa2Verifier } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { broken, issues } from './check.ts'

const verifier = rsa2Verifier(gatewayPublicKey)
const receiver = createAlipay({ appId, verifier })
const node = ({ name }: { readonly name: string }): string => `${name.replaceAll('.', '_')}_response`

const read = (api: Api, reply: string): Promise<object> =>
  readReply(receiver, api as Api<'alipay', object, object, 'call'>, reply, {})
const answered = (api: Api, fields: object): Promise<object> =>
  read(api, signedReply(node(api), JSON.stringify(fields)))

describe('the URL of a bill', () => {
  const bill = dataDataserviceBillDownloadurlQuery

  it.each(['2016-04', '2016-04-05', '2024-02-29'])('is asked for by day or month: %s', bill_date => {
    expect(broken(bill, { bill_type: 'trade', bill_date })).toEqual([])
  })

  it.each(['2016-13', '2016-00', '2016-4', '2025-02-29', '201604', '2016-04-05 ', '2016', 'yesterday', ''])(
    'is for no other time: %s',
    bill_date => {
      expect(issues(bill, { bill_type: 'trade', bill_date })).toEqual([
        'bill_date must be a day such as "2026-01-31" or a month such as "2026-01"',
      ])
    },
  )

  it('is for one merchant behind you in the bill that has such only', () => {
    const asked = { bill_date: '2016-04-05', smid: '2088' }
    expect(broken(bill, { ...asked, bill_type: 'trade_zft_merchant' })).toEqual([])
    expect(issues(bill, { ...asked, bill_type: 'trade' })).toEqual([
      'smid goes with the bill_type "trade_zft_merchant" only',
    ])
    expect(broken(bill, { ...asked, smid: undefined, bill_type: 'a_new_one' })).toEqual([])
  })

  it('stands in the reply, and so its absence is noticed', async () => {
    const found = { code: '10000', msg: 'Success', bill_download_url: 'http://bill.example/?token=1' }
    expect(await answered(bill, found)).toMatchObject(found)
    await expect(answered(bill, { code: '10000', msg: 'Success' })).rejects.toMatchObject({
      diagnosis: 'relabelled',
    })
  })

  it('may not be there, which moves nothing', async () => {
    const none = { code: '40004', msg: 'Business Failed', sub_code: 'BILL_NOT_EXIST', sub_msg: '账单不存在' }
    await expect(answered(bill, none)).rejects.toMatchObject({
      reason: 'BILL_NOT_EXIST',
      outcome: 'untouched',
    })
  })
})

describe.each([systemOauthToken, openAuthTokenApp])('$name', api => {
  it('takes a code or a refresh token, as it is said', () => {
    expect(broken(api, { grant_type: 'authorization_code', code: 'c' })).toEqual([])
    expect(broken(api, { grant_type: 'refresh_token', refresh_token: 'r' })).toEqual([])
    expect(broken(api, { grant_type: 'password', code: 'c' })).toEqual(['grant_type'])
  })

  it.each([
    [{ grant_type: 'authorization_code' }, ['code']],
    [{ grant_type: 'authorization_code', code: '' }, ['code']],
    [{ grant_type: 'authorization_code', code: 'c', refresh_token: 'r' }, ['refresh_token']],
    [{ grant_type: 'authorization_code', refresh_token: 'r' }, ['code', 'refresh_token']],
    [{ grant_type: 'refresh_token', code: 'c' }, ['code', 'refresh_token']],
    [{ grant_type: 'refresh_token' }, ['refresh_token']],
  ])('and not the other: %j', (grant, paths) => {
    expect(broken(api, grant)).toEqual(paths)
    for (const issue of issues(api, grant)) {
      expect(issue).toMatch(/^(code|refresh_token) goes with the grant_type "\w+", and is required there$/)
    }
  })

  it('is not repeated: a code works once', () => expect(api.reads).toBeUndefined())
})

describe('a token for a user', () => {
  const token = {
    access_token: 'T',
    user_id: '2088',
    expires_in: '3600',
    refresh_token: 'R',
    re_expires_in: '1',
  }

  it('comes without any code', async () => {
    expect(await answered(systemOauthToken, token)).toEqual(token)
    await expect(answered(systemOauthToken, {})).rejects.toMatchObject({ diagnosis: 'relabelled' })
  })

  it('is not believed unsigned', async () => {
    const reply = JSON.stringify({ [node(systemOauthToken)]: token })
    await expect(read(systemOauthToken, reply)).rejects.toMatchObject({ diagnosis: 'unsigned' })
  })

  it.each(['error_response', node(systemOauthToken)])('is refused with a code, in %s', async name => {
    const refusal = {
      code: '40002',
      msg: 'Invalid Arguments',
      sub_code: 'isv.code-invalid',
      sub_msg: '授权码code无效',
    }
    await expect(read(systemOauthToken, signedReply(name, JSON.stringify(refusal)))).rejects.toMatchObject({
      code: 'ERR_GATEWAY',
      gatewayCode: '40002',
      reason: 'isv.code-invalid',
      outcome: 'untouched',
    })
  })

  it('is no secret that an error would tell', async () => {
    const told = await answered(systemOauthToken, { ...token, code: '20000', msg: 'x' }).catch(error => error)
    expect(`${told} ${JSON.stringify(told)}`).not.toMatch(/"[TR]"/)
  })
})

describe('a token for a merchant', () => {
  const token = { app_auth_token: 'T', app_refresh_token: 'R', auth_app_id: '2013', user_id: '2088' }
  const success = { code: '10000', msg: 'Success' }

  it('comes alone, in a list, or both', async () => {
    for (const answer of [token, { tokens: [token] }, { ...token, tokens: [token] }]) {
      expect(await answered(openAuthTokenApp, { ...success, ...answer })).toMatchObject(answer)
    }
  })

  it('is told to be good or not, with whose it is', async () => {
    const answer = {
      ...success,
      auth_app_id: '2013',
      user_id: '2088',
      status: 'invalid',
      expires_in: 31536000,
    }
    expect(await answered(openAuthTokenAppQuery, answer)).toMatchObject(answer)
    const { status: _, ...silent } = answer
    await expect(answered(openAuthTokenAppQuery, silent)).rejects.toMatchObject({ diagnosis: 'relabelled' })
    expect(broken(openAuthTokenAppQuery, { app_auth_token: '' })).toEqual(['app_auth_token'])
  })
})

describe('what a user allowed to know', () => {
  it('needs the token that the user gave', () => {
    expect(broken(userInfoShare, { auth_token: 'T' })).toEqual([])
    expect(broken(userInfoShare, { auth_token: '' })).toEqual(['auth_token'])
    expect(broken(userInfoShare, {})).toEqual(['auth_token'])
  })

  const others = { avatar: 'https://pictures.example/1', gender: 'F' }

  it.each([{ user_id: '2088' }, { open_id: '074a1' }, { open_id: '074a1', ...others }])(
    'may be anything: %j',
    async answer => {
      expect(await answered(userInfoShare, { code: '10000', msg: 'Success', ...answer })).toMatchObject(
        answer,
      )
    },
  )

  it('is not believed of nobody', async () => {
    const told = answered(userInfoShare, { code: '10000', msg: 'Success', ...others })
    await expect(told).rejects.toMatchObject({ diagnosis: 'relabelled' })
  })
})

test('only what reads is repeated when the network fails', async () => {
  const grant = { grant_type: 'authorization_code', code: 'c' }
  const file = new File(['x'], 'x.jpg')
  const calls = [
    [dataDataserviceBillDownloadurlQuery, { bill_date: '2016-04', bill_type: 'trade' }, 3],
    [openAuthTokenAppQuery, { app_auth_token: 'T' }, 3],
    [userInfoShare, { auth_token: 'T' }, 3],
    [systemOauthToken, grant, 1],
    [openAuthTokenApp, grant, 1],
    [offlineMaterialImageUpload, { image_type: 'jpg', image_name: 'x', image_content: file }, 1],
    [openFileUpload, { file_content: file }, 1],
  ] as const
  for (const [api, input, times] of calls) {
    let asked = 0
    const fetch = async () => {
      asked++
      throw new TypeError('no network')
    }
    const client = createAlipay({ appId, verifier, signer: rsa2Signer(appKeys.pkcs8), fetch })
    const outcome = times === 1 ? 'unknown' : 'untouched'
    await expect(execute(client, api as Api<'alipay', unknown, object, 'call'>, input)).rejects.toMatchObject(
      { outcome },
    )
    expect(asked, api.name).toBe(times)
  }
})
