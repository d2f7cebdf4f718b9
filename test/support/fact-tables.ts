/** The tables of `test/facts`: what the gateways' documents say of fields, limits and codes. */
import { existsSync, readFileSync } from 'node:fs'

/** One field. A `max_length` on a list or an object is that of its JSON. */
export interface Row {
  name: string
  type: string
  required: boolean | 'conditional' | null
  max_length?: number | null
  enum?: string[] | null
  enum_open?: boolean
  range?: string | null
  pattern?: string | null
  format?: string
  example?: string | null
  children?: Row[]
}

/** One API, notification or return. */
export interface Table {
  request: Row[]
  response: Row[]
  /** Of a notification or return. */
  fields: Row[]
  errors: { code: string; retry: string | null; basis: string }[]
}

const place = (name: string): URL => new URL(`../facts/${name}.json`, import.meta.url)

/** Whether there is a table of this name. */
export const hasTable = (name: string): boolean => existsSync(place(name))

/** The table of a wire name. */
export const readTable = (name: string): Table => JSON.parse(readFileSync(place(name), 'utf8'))
