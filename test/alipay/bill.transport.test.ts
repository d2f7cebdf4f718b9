/** How a bill comes, and how it does not: over loopback, with the URL's secret in no error. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type DownloadBillOptions, downloadBill } from '../../src/alipay/bill/index.ts'
import { InputError } from '../../src/errors.ts'
import { archive, TOKEN } from './bill-support.ts'

interface Told {
  error: unknown
  rows: number
  requests: string[]
}

/** Downloads from a server of the platform's own, and tells what came of it. */
async function tell(answer: RequestListener, options: DownloadBillOptions = {}): Promise<Told> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const told: Told = { error: undefined, rows: 0, requests }
  try {
    const url = `http://127.0.0.1:${port}/bill?bizType=trade&token=${TOKEN}`
    for await (const file of downloadBill(url, options)) for await (const _ of file.rows) told.rows++
  } catch (error) {
    told.error = error
  } finally {
    server.closeAllConnections()
    server.close()
  }
  expect(inspect(told.error, { depth: 9, showHidden: true })).not.toContain(TOKEN)
  return told
}

const zip = archive('streamed')

describe('over loopback', () => {
  it('comes with one GET', async () => {
    const told = await tell((_, response) => response.end(zip))
    expect(told).toEqual({ error: undefined, rows: 5, requests: [`GET /bill?bizType=trade&token=${TOKEN}`] })
  })

  it.each([301, 302, 303, 307, 308])('is not looked for elsewhere: %i', async status => {
    const told = await tell((_, response) => response.writeHead(status, { location: '/other' }).end())
    expect(told.error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'redirect', outcome: 'untouched' })
    expect(told.requests).toHaveLength(1)
  })

  it.each([400, 403, 404, 500, 503])('is refused with the status %i', async status => {
    const { error, requests } = await tell((_, response) => response.writeHead(status).end(zip))
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'status', status })
    expect(requests).toHaveLength(1)
  })

  it('breaks off', async () => {
    const { error } = await tell((_, response) => {
      response.writeHead(200, { 'content-length': String(zip.length) })
      response.write(zip.subarray(0, 500), () => response.destroy())
    })
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'connection', outcome: 'untouched' })
  })

  it('stalls before its first byte', async () => {
    const { error } = await tell(() => {}, { timeout: 50 })
    expect(error).toMatchObject({
      code: 'ERR_TRANSPORT',
      failure: 'timeout',
      message: 'nothing more of the bill came within 50 ms',
    })
  })

  it('stalls in the middle', async () => {
    const { error } = await tell((_, response) => response.write(zip.subarray(0, 500)), { timeout: 50 })
    expect(error).toMatchObject({ failure: 'timeout' })
  })

  it('waits for who reads slowly: only what does not come is timed', async () => {
    let rows = 0
    const body = new Response(zip)
    for await (const file of downloadBill('http://127.0.0.1:1/', { fetch: async () => body, timeout: 20 })) {
      for await (const _ of file.rows) {
        await new Promise(resolve => setTimeout(resolve, 30))
        rows++
      }
    }
    expect(rows).toBe(5)
  })

  it('is given up when it is aborted', async () => {
    const controller = new AbortController()
    const { error } = await tell(
      (_, response) => {
        response.write(zip.subarray(0, 500))
        setTimeout(() => controller.abort(new Error(TOKEN)), 20)
      },
      { signal: controller.signal },
    )
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'aborted' })
  })
})

describe('without a server', () => {
  const first = (url: unknown, options: DownloadBillOptions = {}): Promise<unknown> =>
    downloadBill(url as string, options).next()

  it('is not asked for once aborted', async () => {
    let asked = false
    const fetch = async () => {
      asked = true
      return new Response(zip)
    }
    await expect(first('http://127.0.0.1:1/', { fetch, signal: AbortSignal.abort() })).rejects.toMatchObject({
      failure: 'aborted',
    })
    expect(asked).toBe(false)
  })

  it('cannot be reached, and the error says how but not where', async () => {
    const error: Error = await first(`http://127.0.0.1:1/bill?token=${TOKEN}`).then(String, reason => reason)
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'connection' })
    expect(inspect(error, { depth: 9 })).not.toContain(TOKEN)
    expect(inspect(error, { depth: 9 })).toMatch(/ECONNREFUSED|bad port|TypeError/)
  })

  it.each([
    async () => Promise.reject(new TypeError(`error sending request for url (http://x/?token=${TOKEN})`)),
    () => {
      throw new TypeError(TOKEN, { cause: new Error(TOKEN) })
    },
    async () => Promise.reject(TOKEN),
  ])('fails in a fetch that tells the URL', async fetch => {
    const error: unknown = await first(`http://127.0.0.1:1/bill?token=${TOKEN}`, { fetch }).catch(
      reason => reason,
    )
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', failure: 'connection' })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(TOKEN)
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 1.5e10, '50', null])(
    'is not asked for with a timeout of %s',
    async timeout => {
      let asked = false
      const fetch = async () => {
        asked = true
        return new Response(zip)
      }
      const error = await first('http://127.0.0.1:1/', { fetch, timeout: timeout as number }).catch(
        reason => reason,
      )
      expect(error).toBeInstanceOf(InputError)
      expect(error).toMatchObject({
        message: 'downloadBill: timeout must be a number of milliseconds above 0 and at most 2147483647',
        issues: [{ path: 'timeout' }],
        outcome: 'untouched',
      })
      expect(asked).toBe(false)
    },
  )

  it('is waited for with the longest timeout', async () => {
    const later = () => new Promise<Response>(resolve => setTimeout(resolve, 30, new Response(zip)))
    expect(await first('http://127.0.0.1:1/', { fetch: later, timeout: 2 ** 31 - 1 })).toMatchObject({
      done: false,
    })
  })

  it.each([0.5, 1])('is given up after a timeout of %s ms', async timeout => {
    const never = () => new Promise<Response>(() => {})
    await expect(first('http://127.0.0.1:1/', { fetch: never, timeout })).rejects.toMatchObject({
      message: 'nothing more of the bill came within 1 ms',
      failure: 'timeout',
    })
  })

  it.each([
    undefined,
    '',
    'bill.zip',
    '/bill',
    'ftp://x/',
    `file:///etc/passwd`,
    `http://u:${TOKEN}@127.0.0.1/`,
  ])('is no URL: %s', async url => {
    const error: unknown = await first(url).catch(reason => reason)
    expect(error).toMatchObject({
      code: 'ERR_INPUT',
      issues: [{ path: 'url', rule: 'must be an http or https URL' }],
    })
    expect(inspect(error)).not.toContain(TOKEN)
  })
})
