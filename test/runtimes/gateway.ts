/**
 * The three gateways on loopback, as far as the portable suite sends to them: what arrives is checked byte for byte
 * with Node's own crypto and iconv-lite, and every reply was signed beforehand by OpenSSL.
 */
import { createHash, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import iconv from 'iconv-lite'
import vectors from '../portable/vectors.json' with { type: 'json' }

/** A gateway that listens. */
export interface OpenGateway {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly url: string
  close(): void
}

/** Starts it on a free port of loopback. */
export async function openGateway(): Promise<OpenGateway> {
  const server = createServer((request, response) => {
    // Browsers ask their page's origin; here every page may.
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-expose-headers', 'trace_id')
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 400
      response.end(String(error))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://127.0.0.1')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const read = { url, body: Buffer.concat(chunks), type: request.headers['content-type'] ?? '' }
  const [, place] = url.pathname.split('/')
  if (place === 'alipay') {
    response.setHeader('trace_id', 'trace-1')
    response.end(await alipay(read))
  } else if (place === 'mapi') response.end(request.method === 'GET' ? notifyVerify(read) : mapi(read))
  else if (place === 'bgcpay') response.end(await bgcpay(read))
  else if (place === 'redirect') response.writeHead(302, { location: '/alipay/gateway.do' }).end()
  else if (place === 'unavailable') response.writeHead(503).end('busy')
  else if (place === 'broken') request.socket.destroy()
  else if (place === 'endless') pour(response)
  else if (place !== 'silent') response.writeHead(404).end()
}

/** Writes until the other side has had enough. */
function pour(response: ServerResponse): void {
  const piece = Buffer.alloc(65_536, 0x20)
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', more)
  more()
}

interface Read {
  readonly url: URL
  readonly body: Buffer
  readonly type: string
}

function requireThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the request is wrong: ${what}`)
}

/** What both sides sign, taken apart from zhifu's own code. */
function textOf(params: Iterable<readonly [string, string]>, unsigned: readonly string[]): string {
  return [...params]
    .filter(([name, value]) => !unsigned.includes(name) && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(pair => pair.join('='))
    .join('&')
}

const md5 = (bytes: Uint8Array): string =>
  createHash('md5').update(bytes).update(vectors.shared.key).digest('hex')

async function multipart({ body, type }: Read): Promise<[string, string | File][]> {
  requireThat(/^multipart\/form-data; ?boundary=/.test(type), type)
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  return [...form] as [string, string | File][]
}

async function alipay(read: Read): Promise<string> {
  const upload = read.url.searchParams.get('method') === 'alipay.open.file.upload'
  if (!upload) requireThat(read.type === 'application/x-www-form-urlencoded;charset=utf-8', read.type)
  const parts = upload ? await multipart(read) : [...new URLSearchParams(read.body.toString())]
  const texts = parts.filter((part): part is [string, string] => typeof part[1] === 'string')
  const params = new Map([...read.url.searchParams, ...texts])
  const text = Buffer.from(textOf(params, ['sign']))
  const signature = Buffer.from(params.get('sign') ?? '', 'base64')
  requireThat(verify('sha256', text, vectors.parties.app.spki, signature), 'the signature')
  if (!upload) {
    requireThat(params.get('biz_content') === '{"out_trade_no":"ORDER-1"}', 'biz_content')
    return vectors.replies.query
  }
  const [, file] = parts.find(([name]) => name === 'file_content') ?? []
  requireThat(file instanceof File && file.name === '照片.jpg', 'the name of the file')
  const bytes = Buffer.from(await (file as File).arrayBuffer())
  requireThat(
    bytes.equals(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))),
    'the bytes of the file',
  )
  return vectors.replies.upload
}

function mapi({ url, body, type }: Read): Buffer {
  requireThat(type === 'application/x-www-form-urlencoded;charset=gbk', type)
  requireThat(url.search === '?_input_charset=gbk', 'the charset in the URL')
  const unescaped = (text: string): Buffer =>
    Buffer.from(
      text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    )
  const params = new Map(
    body
      .toString('latin1')
      .split('&')
      .map(pair => pair.split('=').map(half => iconv.decode(unescaped(half), 'gbk')) as [string, string]),
  )
  const text = iconv.encode(textOf(params, ['sign', 'sign_type']), 'gbk')
  requireThat(params.get('sign') === md5(text), 'the signature')
  requireThat(params.get('account_name') === '朱镕基', 'account_name')
  const xml =
    '<?xml version="1.0" encoding="GBK"?><alipay><is_success>T</is_success><memo>付款</memo></alipay>'
  return iconv.encode(xml, 'gbk')
}

function notifyVerify({ url: { searchParams } }: Read): string {
  const { partner, notifyId } = vectors.mapi
  const asked = ['service', 'partner', 'notify_id'].map(name => searchParams.get(name))
  return asked.join() === ['notify_verify', partner, notifyId].join() ? 'true' : 'false'
}

async function bgcpay(read: Read): Promise<string> {
  const params = new Map([...read.url.searchParams, ...((await multipart(read)) as [string, string][])])
  const { subject } = JSON.parse(params.get('biz_content') ?? '{}')
  requireThat(subject === '拿鐵咖啡 ☕', 'the subject')
  requireThat(params.get('sign') === md5(Buffer.from(textOf(params, ['sign']))), 'the signature')
  return '{"code":"10000","msg":"Success","trade_no":"1","out_trade_no":"ORDER_1"}'
}
