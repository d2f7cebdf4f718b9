/** Alipay: uploads a file (支付宝文件上传接口, `alipay.open.file.upload`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { namedFile } from '../upload-fields.ts'

const input = () =>
  v.strictObject({
    /** What it is for, as the API that will take its id says (文件业务编码). Example: `content_creation`. */
    biz_code: v.optional(v.string()),
    /**
     * The file, not empty; its name must end in an extension, which is all that tells its format. Which sizes
     * and formats are taken depends on `biz_code`. Example: `new File([bytes], 'photo.jpg')`.
     */
    file_content: namedFile(),
    /** More about it (文件额外参数). */
    extra_parameters: v.optional(
      v.strictObject({
        /** Other platform that a video is also sent to: `youku`, or a newer one. Example: `youku`. */
        extern_upload: v.optional(v.string()),
        /** How the file is encrypted. Example: `AES`. */
        file_encrypt_type: v.optional(v.string()),
      }),
    ),
    /** MD5 of the file, which Alipay compares if it is there. Example: `0cc175b9c0f1b6a831c399e269772661`. */
    md5: v.optional(v.string()),
  })

/** Input of {@link openFileUpload}. */
export interface OpenFileUploadInput extends v.InferInput<ReturnType<typeof input>> {}

/** The file is stored. */
export interface OpenFileUploadResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Its id, which other calls take (文件 ID). Example: `A*7Cr9T6IAAC4AAAAAAAAAAAAAATcnAA`. */
  file_id: string
  /** Id of a video on the other platform. Example: `XNTE2MDg1Njg2NA`. */
  extern_id?: string
}

/**
 * Uploads a file and gives the id that other calls take.
 *
 * The file's bytes are not signed; `md5` lets Alipay compare them with what was signed. Sent twice, it is stored
 * twice, under two ids.
 *
 * Sources: Alipay's page of `alipay.open.file.upload` and its 2026 SDK models.
 */
export const openFileUpload: Api<'alipay', OpenFileUploadInput, OpenFileUploadResult, 'call'> = defineApi({
  gateway: 'alipay',
  name: 'alipay.open.file.upload',
  kind: 'call',
  input,
  place: 'top',
  marks: { holds: ['file_id'] },
  amounts: [],
})
