/** A request's or a reply's business fields by name, as they are written on the wire. */
export type Fields = Readonly<Record<string, unknown>>
