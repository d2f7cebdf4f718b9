/** Uploads: which files are taken, what is signed, and how it travels. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipayFormData, AlipaySdk } from 'alipay-sdk'
import { describe, expect, it, test } from 'vitest'
import {
  createAlipay,
  offlineMaterialImageUpload,
  openFileUpload,
  systemOauthToken,
  userInfoShare,
} from '../../src/alipay/index.ts'
import { type Api, execute, rsa2Signer, rsa2Verifier, signRequest } from '../../src/index.ts'
import { gatewayPublicKey, signedReply } from '../support/gateway-key.ts'
import { appId, appKeys } from '../support/keys.ts'
import { broken, issues, sent } from './check.ts'

const MB = 1024 * 1024
const bytes = (size: number): ArrayBuffer => new ArrayBuffer(size)
const picture = { image_type: 'jpg', image_name: '门面 & 招牌' }

describe('a picture', () => {
  const withFile = (image_content: unknown, image_type = 'jpg') => ({ ...picture, image_type, image_content })

  it('has 1 byte to 5 MB', () => {
    const rule = ['image_content must hold 1 to 5242880 bytes']
    expect(broken(offlineMaterialImageUpload, withFile(new Blob([bytes(1)])))).toEqual([])
    expect(broken(offlineMaterialImageUpload, withFile(new Blob([bytes(5 * MB)])))).toEqual([])
    expect(issues(offlineMaterialImageUpload, withFile(new Blob([bytes(5 * MB + 1)])))).toEqual(rule)
    expect(issues(offlineMaterialImageUpload, withFile(new Blob([])))).toEqual(rule)
  })

  it.each([
    ['jpg', 'jpg'],
    ['JPG', 'jpeg'],
    ['jpeg', 'JPG'],
    ['mp4', 'MP4'],
    ['png', 'png'],
  ])('of the type %s may be called .%s', (type, extension) => {
    const file = new File(['x'], `a.b.${extension}`)
    expect(sent(offlineMaterialImageUpload, withFile(file, type))).toMatchObject({ image_content: file })
  })

  it.each([
    ['jpg', 'a.png'],
    ['png', 'a.jpg'],
    ['jpg', 'jpg.gif'],
  ])('of the type %s is not %s', (type, name) => {
    expect(issues(offlineMaterialImageUpload, withFile(new File(['x'], name), type))).toEqual([
      'image_content must have a name with the extension that image_type says',
    ])
  })

  it.each([new Blob(['x'], { type: 'image/jpeg' }), new File(['x'], ''), new File(['x'], 'blob')])(
    'without a name that tells its format is called by its type',
    async blob => {
      const { image_content } = sent(offlineMaterialImageUpload, withFile(blob)) as { image_content: File }
      expect([image_content.name, await image_content.text(), image_content.type]).toEqual([
        'image.jpg',
        'x',
        blob.type,
      ])
    },
  )

  it.each(['x', bytes(3), new Uint8Array(3), null, { size: 3 }])('is a Blob or File, not %s', wrong => {
    expect(issues(offlineMaterialImageUpload, withFile(wrong))).toEqual([
      'image_content must be a Blob or File',
    ])
  })

  it.each(['', '.jpg', 'image/jpeg', 'ninechars', '图'])('has no type such as %j', type => {
    expect(broken(offlineMaterialImageUpload, withFile(new Blob(['x']), type))).toContain('image_type')
  })
})

describe('a file', () => {
  const rule = 'file_content must have a name with an extension, such as "photo.jpg"'

  it('has a name with an extension, since nothing else tells its format', () => {
    expect(broken(openFileUpload, { file_content: new File(['x'], '照片.JPG') })).toEqual([])
    for (const name of ['photo', '', '.jpg', 'photo.', 'photo.j pg', 'a.b/c', 'a.toolongext']) {
      expect(issues(openFileUpload, { file_content: new File(['x'], name) }), name).toEqual([rule])
    }
    expect(issues(openFileUpload, { file_content: new Blob(['x']) })).toEqual([
      'file_content must be a File, whose name tells its format, such as new File([bytes], "photo.jpg")',
    ])
  })

  it('is not empty, and is there', () => {
    expect(issues(openFileUpload, { file_content: new File([], 'a.jpg') })).toEqual([
      'file_content must not be empty',
    ])
    expect(broken(openFileUpload, { biz_code: 'content_creation' })).toEqual(['file_content'])
  })
})

interface Seen {
  query: URLSearchParams
  /** The parts of a multipart body, or the parameters of a form. */
  body: FormData
  type: string | null
}

const ANSWERS: Readonly<Record<string, string>> = {
  'alipay.offline.material.image.upload': '{"code":"10000","msg":"Success","image_id":"I"}',
  'alipay.open.file.upload': '{"code":"10000","msg":"Success","file_id":"F"}',
  'alipay.system.oauth.token': '{"access_token":"T"}',
  'alipay.user.info.share': '{"code":"10000","msg":"Success","user_id":"2088"}',
}

/** A gateway on loopback that keeps what it is asked. */
async function gateway(): Promise<{ endpoint: string; seen: Seen[]; close(): void }> {
  const seen: Seen[] = []
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const type = incoming.headers['content-type'] ?? null
    const asked = new Response(Buffer.concat(chunks), { headers: type ? { 'content-type': type } : {} })
    const { searchParams } = new URL(incoming.url ?? '', 'http://127.0.0.1')
    seen.push({ query: searchParams, body: await asked.formData().catch(() => new FormData()), type })
    const node = `${searchParams.get('method')?.replaceAll('.', '_')}_response`
    response.end(signedReply(node, ANSWERS[searchParams.get('method') ?? ''] ?? '{}'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`
  return { endpoint, seen, close: () => server.close() }
}

const clientOf = (endpoint: string) =>
  createAlipay({
    appId,
    signer: rsa2Signer(appKeys.pkcs8),
    verifier: rsa2Verifier(gatewayPublicKey),
    endpoint,
  })

const sdkOf = (endpoint: string): AlipaySdk =>
  new AlipaySdk({
    appId,
    privateKey: appKeys.pkcs8,
    alipayPublicKey: gatewayPublicKey,
    keyType: 'PKCS8',
    endpoint,
    gateway: endpoint,
    camelcase: false,
  })

/** All that was signed, wherever it travelled, and the signature. */
const texts = ({ query, body }: Seen): Record<string, unknown> =>
  Object.fromEntries([...query, ...body].filter(([, value]) => typeof value === 'string').sort())

/** Sends as the SDK does at the same second, and gives both requests. */
async function both<Input>(
  api: Api<'alipay', Input, object, 'call'>,
  input: Input,
  ask: (sdk: AlipaySdk) => Promise<unknown>,
): Promise<{ ours: Seen; theirs: Seen; result: object }> {
  const { endpoint, seen, close } = await gateway()
  try {
    await ask(sdkOf(endpoint))
    const [theirs] = seen as [Seen]
    const now = () => new Date(`${theirs.query.get('timestamp')?.replace(' ', 'T')}+08:00`)
    const common = { alipay_sdk: theirs.query.get('alipay_sdk') as string }
    const client = { ...clientOf(endpoint), now }
    const result = await execute<'alipay', Input, object>(client, api, input, { extra: { common } })
    return { theirs, ours: seen[1] as Seen, result }
  } finally {
    close()
  }
}

describe('beside the official SDK', () => {
  test('a picture travels as one part, its texts signed alike', async () => {
    const form = new AlipayFormData()
    form.addField('format', 'JSON')
    for (const [name, value] of Object.entries(picture)) form.addField(name, value)
    form.addFile('image_content', 'a.jpg', Buffer.from('JPEG'))
    const { ours, theirs, result } = await both(
      offlineMaterialImageUpload,
      { ...picture, image_content: new File(['JPEG'], 'a.jpg') },
      sdk => sdk.exec(offlineMaterialImageUpload.name, {}, { formData: form, validateSign: true }),
    )
    expect(result).toMatchObject({ image_id: 'I' })
    expect(texts(ours)).toEqual(texts(theirs))
    expect(ours.query.get('sign')).toMatch(/^[\w+/]{342}==$/)
    for (const { body, type } of [ours, theirs]) {
      expect(type).toMatch(/^multipart\/form-data/)
      const file = body.get('image_content') as File
      expect([file.name, await file.text()]).toEqual(['a.jpg', 'JPEG'])
    }
  })

  test('a file does too, with its object as JSON', async () => {
    const form = new AlipayFormData()
    form.addField('format', 'JSON')
    form.addField('biz_code', 'content_creation')
    form.addField('extra_parameters', { extern_upload: 'youku' })
    form.addFile('file_content', 'a.mp4', Buffer.from('MP4'))
    const { ours, theirs, result } = await both(
      openFileUpload,
      {
        biz_code: 'content_creation',
        extra_parameters: { extern_upload: 'youku' },
        file_content: new File(['MP4'], 'a.mp4'),
      },
      sdk => sdk.exec(openFileUpload.name, {}, { formData: form, validateSign: true }),
    )
    expect(result).toMatchObject({ file_id: 'F' })
    expect(texts(ours)).toEqual(texts(theirs))
    expect(ours.body.get('extra_parameters')).toBe('{"extern_upload":"youku"}')
  })

  test('a code for a token is a parameter of its own', async () => {
    const grant = { grant_type: 'authorization_code', code: '4b203fe6c11548bcabd8da5bb087a83b' } as const
    const { ours, theirs, result } = await both(systemOauthToken, grant, sdk =>
      sdk.exec(systemOauthToken.name, { ...grant, format: 'JSON' }, { validateSign: true }),
    )
    expect({ ...result }).toEqual({ access_token: 'T' })
    expect(texts(ours)).toEqual(texts(theirs))
    expect(ours.body.get('code')).toBe(grant.code)
    expect(ours.query.has('biz_content') || ours.body.has('biz_content')).toBe(false)
  })

  test('so is a token for a user', async () => {
    const { ours, theirs } = await both(userInfoShare, { auth_token: 'TOKEN' }, sdk =>
      sdk.exec(userInfoShare.name, { auth_token: 'TOKEN', format: 'JSON' }),
    )
    expect(texts(ours)).toEqual(texts(theirs))
  })
})

test('what a file holds is in no signature, and what says so is', async () => {
  const client = { ...clientOf('http://127.0.0.1:1/gateway.do'), now: () => new Date(0) }
  const signOf = async (content: string, name = picture.image_name): Promise<string | undefined> => {
    const input = { ...picture, image_name: name, image_content: new File([content], 'a.jpg') }
    const { query, files } = await signRequest(client, offlineMaterialImageUpload, input)
    expect(files?.map(([part, file]) => [part, file.size])).toEqual([['image_content', content.length]])
    return query.find(([key]) => key === 'sign')?.[1]
  }
  expect(await signOf('a')).toBe(await signOf('bb'))
  expect(await signOf('a')).not.toBe(await signOf('a', 'another'))
})
