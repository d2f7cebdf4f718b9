/** Alipay: the rules for files that are uploaded. Their bytes travel beside the signed parameters. */
import * as v from 'valibot'

/** A file of 1 to `max` bytes. */
export const fileUpTo = (max: number) =>
  v.pipe(
    v.blob('must be a Blob or File'),
    v.check(({ size }) => size >= 1 && size <= max, `must hold 1 to ${max} bytes`),
  )

/** A file that is not empty and whose name says its format, since no other field does. */
export const namedFile = () =>
  v.pipe(
    v.file('must be a File, whose name tells its format, such as new File([bytes], "photo.jpg")'),
    v.check(({ size }) => size >= 1, 'must not be empty'),
    v.check(
      ({ name }) => extensionOf(name) !== '',
      'must have a name with an extension, such as "photo.jpg"',
    ),
  )

/** What stands after the last dot of a name, in lower case; empty where there is none. */
export const extensionOf = (name: string): string =>
  /[^/\\]\.([0-9A-Za-z]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** The name of a file; none where only its bytes were given. */
export const nameOf = (file: Blob): string => (file instanceof File ? file.name : '')

/** Whether two extensions say the same format. */
export const sameFormat = (one: string, other: string): boolean => format(one) === format(other)

const format = (extension: string): string => extension.toLowerCase().replace(/^jpeg$/, 'jpg')
