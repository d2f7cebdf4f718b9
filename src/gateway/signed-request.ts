import type { Charset } from '../message/charset.ts'

/** Names and texts in the order in which they are written; nothing depends on it. */
export type Pairs = readonly (readonly [name: string, value: string])[]

/**
 * A signed request, before it is known how it travels: a URL, an HTML form, a text for an app and a fetch
 * are each one pure function of it.
 */
export interface SignedRequest {
  readonly method: 'GET' | 'POST'
  /** The gateway's full URL. */
  readonly endpoint: string
  /** Parameters of the URL's query. */
  readonly query: Pairs
  /** Parameters of the body. */
  readonly body: Pairs
  /** Files of a multipart body; they are not signed. */
  readonly files?: readonly (readonly [name: string, file: Blob])[]
  readonly encoding: 'form' | 'multipart'
  readonly charset: Charset
}
