/**
 * Through a proxy: a client takes any `fetch`, so undici's ProxyAgent, a pool with other limits, or a client
 * certificate is a line of yours. The proxy here is a small one on loopback that tells what passes through it.
 *
 * In production: `proxiedFetch(new ProxyAgent('http://proxy.internal:3128'))`, and no `endpoint`.
 */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, request as forward } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { type Dispatcher, ProxyAgent, fetch as undiciFetch } from 'undici'
import { type ClientOptions, execute, rsa2Signer, rsa2Verifier, TransportError } from 'zhifu'
import { createAlipay, tradePay, tradeQuery } from 'zhifu/alipay'
import { createEmulator } from 'zhifu/emulator'

/** Sends with a dispatcher of undici's. Its own fetch is used: Node's may be of another version. */
function proxiedFetch(dispatcher: Dispatcher): NonNullable<ClientOptions['fetch']> {
  return async request => {
    const { method, url, headers, signal } = request
    const response = await undiciFetch(url, {
      method,
      headers: Object.fromEntries(headers),
      ...(method !== 'GET' && { body: await request.arrayBuffer() }),
      signal,
      redirect: 'manual',
      dispatcher,
    })
    return response as unknown as Response
  }
}

// --- The gateway, and the only way to it. ------------------------------------------------------------------

const appId = '2021000000000001'
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const gateway = serve({ fetch: request => emulator.fetch(request), port: 0, hostname: '127.0.0.1' })
await new Promise(resolve => gateway.once('listening', resolve))
const emulator = await createEmulator({
  baseUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
  apps: [{ appId, publicKey: keys.publicKey }],
})

const passed: string[] = []
const proxy = createServer((incoming, outgoing) => {
  // A plain request, with the whole URL in its first line.
  passed.push(`${incoming.method} ${new URL(incoming.url ?? '').pathname}`)
  const { method, headers } = incoming
  incoming.pipe(
    forward(incoming.url ?? '', { method, headers }, answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    }),
  )
})
proxy.on('connect', ({ url = '' }, client) => {
  // A tunnel: what goes through it, the proxy cannot read.
  passed.push('CONNECT')
  const { hostname, port } = new URL(`http://${url}`)
  const server = connect(Number(port), hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    server.pipe(client).pipe(server)
  })
  server.on('error', () => client.destroy())
  client.on('error', () => server.destroy())
})
await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
const agent = new ProxyAgent({
  uri: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  proxyTunnel: true,
})

const alipay = createAlipay({
  appId,
  signer: rsa2Signer(keys.privateKey),
  verifier: rsa2Verifier(emulator.alipayPublicKey),
  endpoint: emulator.gateway,
  fetch: proxiedFetch(agent),
})

try {
  const paid = await execute(alipay, tradePay, {
    out_trade_no: 'ORDER-1',
    total_amount: '8.80',
    subject: '茶 Tea',
    scene: 'bar_code',
    auth_code: emulator.issuePayerCode(),
  })
  const found = await execute(alipay, tradeQuery, { out_trade_no: 'ORDER-1' })
  console.log(`paid      code ${paid.code}, ${found.trade_status}`)
  console.log(`proxy     ${passed.join(', ')}`)

  // Without the proxy there is no way, and that is a transport's failure like any other.
  proxy.close()
  proxy.closeAllConnections()
  await agent.close()
  const gone = new ProxyAgent('http://127.0.0.1:1')
  const lost: unknown = await execute({ ...alipay, fetch: proxiedFetch(gone) }, tradeQuery, {
    out_trade_no: 'ORDER-1',
  }).catch((error: unknown) => error)
  await gone.close()
  if (!(lost instanceof TransportError) || passed.length === 0) throw new Error('not as expected')
  console.log(`no proxy  ${lost.name}: ${lost.failure}, outcome ${lost.outcome}`)
  console.log('All as it should be.')
} finally {
  gateway.close()
  proxy.close()
}
