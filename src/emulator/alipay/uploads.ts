/** `alipay.open.file.upload` and `alipay.offline.material.image.upload`: files beside the signed parameters. */
import { success } from './answers.ts'
import type { Answer, Bank, Call } from './call.ts'
import { refuse, refuseFields } from './refusals.ts'

const MEGABYTE = 1024 * 1024

/** The formats and the size of document 000, `isv.invalid-file-extension` and `isv.invalid-file-size`, and films. */
const FILES = /\.(?:csv|txt|zip|rar|gz|docx?|xlsx?|pdf|bmp|gif|jpe?g|png|mp4)$/i
const LARGEST_FILE = 50 * MEGABYTE

/** Takes a file and gives its number. */
export function openFileUpload({ fields, files }: Call, { numbers }: Bank): Answer {
  fields.text('biz_code', { max: 64 })
  fields.text('md5', { pattern: /^[\da-f]{32}$/i })
  const file = files.get('file_content')
  if (file === undefined) fields.reject('file_content')
  if (file === undefined || fields.problems.length > 0) {
    return refuseFields(fields.problems, 'isv.invalid-parameter')
  }
  if (!FILES.test(file.name)) return refuse('isv.invalid-file-extension')
  if (file.size === 0 || file.size > LARGEST_FILE) return refuse('isv.invalid-file-size')
  return success({ file_id: numbers.unique(32) })
}

const IMAGES = /^(?:bmp|gif|jpe?g|png|mp4|avi|mov|3gp|flv)$/i
const LARGEST_IMAGE = 5 * MEGABYTE

/** Takes a picture or film of a shop and gives its number. */
export function offlineMaterialImageUpload({ fields, files }: Call, { numbers }: Bank): Answer {
  fields.text('image_name', { required: true, max: 128 })
  const type = fields.text('image_type', { required: true, max: 8 })
  const file = files.get('image_content')
  if (file === undefined) fields.reject('image_content')
  if (file === undefined || fields.problems.length > 0) {
    return refuseFields(fields.problems, 'isv.invalid-arguments')
  }
  if (!IMAGES.test(type)) return refuse('isv.unknown-fomat')
  if (file.size === 0 || file.size > LARGEST_IMAGE) return refuse('isv.exceed-max-size')
  const id = numbers.unique(32)
  return success({ image_id: id, image_url: `https://image.invalid/${id}` })
}
