/** What a valibot schema looks like from inside, and ways of asking it. */
import * as v from 'valibot'

/** As much of a schema as the tests look at. */
export interface Schema extends v.GenericSchema {
  readonly wrapped?: Schema
  readonly default?: unknown
  readonly entries?: Readonly<Record<string, Schema>>
  readonly item?: Schema
  readonly pipe?: readonly Part[]
}

interface Part {
  readonly kind: string
  readonly type: string
  readonly message?: unknown
  readonly pipe?: readonly Part[]
}

/** The schema inside `optional`. */
export const bare = (schema: Schema): Schema => (schema.wrapped ? bare(schema.wrapped) : schema)

/** Every schema of a tree, with its path. */
export function* schemas(schema: Schema, path = ''): Generator<{ path: string; schema: Schema }> {
  const inner = bare(schema)
  yield { path, schema: inner }
  if (inner.item) yield* schemas(inner.item, `${path}[]`)
  for (const [name, entry] of Object.entries(inner.entries ?? {})) yield* schemas(entry, `${path}.${name}`)
}

/** The parts of a pipe, and of the pipes inside it. */
export const parts = (schema: { readonly pipe?: readonly Part[] }): Part[] =>
  (schema.pipe ?? []).flatMap(part => [part, ...parts(part)])

/** Whether a value passes. */
export const ok = (schema: Schema, value: unknown): boolean => v.safeParse(schema, value).success

/** The checks of a tree whose text is not fixed, so that it might repeat a value. */
export const silentChecks = (schema: Schema): string[] =>
  [...schemas(schema)].flatMap(({ path, schema: inner }) =>
    [...parts(inner), inner as Part]
      .filter(({ kind, type }) =>
        kind === 'validation' ? !['min_length', 'max_length'].includes(type) : type === 'custom',
      )
      .filter(({ message }) => typeof message !== 'string')
      .map(({ type }) => `${path} ${type}`),
  )

/** The objects of a tree that take names they do not know. */
export const looseObjects = (schema: Schema): string[] =>
  [...schemas(schema)]
    .filter(({ schema: inner }) => inner.entries && inner.type !== 'strict_object')
    .map(({ path }) => path)
