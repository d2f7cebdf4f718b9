/** Two texts that should be one: ours, and the one that the gateway says it checked. */

/**
 * Says where the gateway's text to sign first differs from ours, values masked.
 *
 * @example 'the gateway read another text: the first difference is in biz_content, at character 12 of its value'
 */
export function describeDifference(ours: string, theirs: string): string {
  if (ours === theirs) {
    return 'the gateway read the same text as we signed, so the key differs: is the public half of this private key uploaded for this app, and for this environment?'
  }
  let at = 0
  while (at < ours.length && ours[at] === theirs[at]) at++
  const start = ours.lastIndexOf('&', at - 1) + 1
  const [name = ''] = ours.slice(start).split(/[=&]/, 1)
  const position = at - start - name.length - 1
  const where = position < 0 ? `at the name ${name}` : `in ${name}, at character ${position + 1} of its value`
  return `the gateway read another text: the first difference is ${where}`
}
