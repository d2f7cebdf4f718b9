/** Answers that are neither a gateway's nor a page. */

/** A plain text with a status. */
export function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain;charset=utf-8' } })
}

/** Answers with what `answer` gives, unless the request's method is none of `methods`: 405. */
export function only(
  methods: readonly ('GET' | 'POST')[],
  request: Request,
  answer: () => Response | Promise<Response>,
): Response | Promise<Response> {
  return methods.some(method => method === request.method) ? answer() : plain(405, methods.join(' or '))
}
