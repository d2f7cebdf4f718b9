/** A gateway in a process of its own that gives every request the same answer; its parent says which. */
import { createServer } from 'node:http'

process.once('message', answer => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'text/html' }).end(answer))
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
})
