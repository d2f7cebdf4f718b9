/** The page on which browsers run the portable suite: it sends home what came of it, or the error that it met. */
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { bundle } from './bundle.mjs'

/** A page that has said nothing for so long, in milliseconds, has failed. */
const PATIENCE = 240_000

// What is thrown outside of a case ends the run, as it ends Node.
const PAGE = `<!doctype html>
<link rel=icon href=data:,>
<script>
  const send = (path, body) => fetch(path, { method: 'POST', body })
  const sendError = (error, message = error) => send('/error', message + '\\n' + error?.stack)
  addEventListener('error', ({ error, message }) => sendError(error, message))
  addEventListener('unhandledrejection', ({ reason }) => sendError(reason))
</script>
<script type=module src=/script.js></script>`

/** Serves it on a free port of loopback; `outcome` is a promise of what the page says, which `fail` ends early. */
export async function openPage(project, gateway) {
  const entry = `import run from './run.mjs'; send('/outcome', JSON.stringify(await run('${gateway}')))`
  const script = await bundle(project, entry)
  const server = createServer()
  let fail
  const outcome = new Promise((resolve, reject) => {
    fail = why => reject(new Error(why))
    const answers = {
      '/': ['text/html', PAGE],
      '/script.js': ['text/javascript', script],
      '/outcome': ['text/plain', '', said => resolve(JSON.parse(said))],
      '/error': ['text/plain', '', fail],
    }
    server.on('request', async (request, response) => {
      const [type, answer, hear] = answers[request.url] ?? ['text/plain', '']
      hear?.(await text(request))
      response.setHeader('content-type', `${type}; charset=utf-8`).end(answer)
    })
  })
  // It may fail before anybody waits for it.
  outcome.catch(() => {})
  const timer = setTimeout(fail, PATIENCE, `the page said nothing in ${PATIENCE / 1000} s`)
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    clearTimeout(timer)
    server.close()
    server.closeAllConnections()
  }
  return { port: server.address().port, outcome, fail, close }
}
