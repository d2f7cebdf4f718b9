/**
 * Whether two byte strings are equal, in a time that does not tell where they differ.
 *
 * The length is not hidden: that of a MAC is public.
 */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] as number) ^ (b[index] as number)
  return difference === 0
}
