/** What a schema says of an input: the names that break a rule, or what is sent. */
import * as v from 'valibot'

interface Checked {
  input: () => v.GenericSchema
}

/** `path: rule` of every broken rule; the rule is empty where the text is made centrally. */
export function issues({ input }: Checked, value: unknown): string[] {
  const checked = v.safeParse(input(), value)
  return (checked.issues ?? []).map(issue => `${v.getDotPath(issue) ?? ''} ${issue.message}`)
}

/** The paths of every broken rule. */
export const broken = (api: Checked, value: unknown): string[] =>
  issues(api, value).map(issue => issue.split(' ')[0] ?? '')

/** What the schema makes of a good input. */
export const sent = ({ input }: Checked, value: unknown): unknown => v.parse(input(), value)
