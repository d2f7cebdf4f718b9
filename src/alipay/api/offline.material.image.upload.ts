/** Alipay: uploads a picture or video of a store (上传门店照片和视频, `alipay.offline.material.image.upload`). */
import * as v from 'valibot'
import { type Api, defineApi } from '../../gateway/api.ts'
import { filled, text } from '../fields.ts'
import { extensionOf, fileUpTo, nameOf, sameFormat } from '../upload-fields.ts'

const input = () =>
  v.pipe(
    v.strictObject({
      /** Format (图片/视频格式): the file's extension without its dot; 1 to 8 letters or digits. Example: `jpg`. */
      image_type: v.pipe(
        v.string(),
        v.regex(/^[0-9A-Za-z]{1,8}$/, 'must be 1 to 8 letters or digits, such as "jpg"'),
      ),
      /** Name of the picture or video (图片/视频名称); 1 to 128. Example: `Front door`. */
      image_name: filled(128),
      /**
       * The picture or video, at most 5 MB (5,242,880 bytes). A File's name must not have another extension
       * than `image_type`; a Blob is sent under that extension. Example: `new Blob([bytes])`.
       */
      image_content: fileUpTo(5 * 1024 * 1024),
      /** Whose it is; for Alipay's own use; at most 16. Example: `2088021822217233`. */
      image_pid: v.optional(text(16)),
    }),
    v.forward(
      v.check(({ image_type, image_content }) => {
        const extension = extensionOf(nameOf(image_content))
        return extension === '' || sameFormat(extension, image_type)
      }, 'must have a name with the extension that image_type says'),
      ['image_content'],
    ),
    // A part without a file name is no file to some servers, and FormData would call it "blob".
    v.transform(({ image_content, ...fields }) => ({
      ...fields,
      image_content: extensionOf(nameOf(image_content))
        ? image_content
        : new File([image_content], `image.${fields.image_type}`, { type: image_content.type }),
    })),
  )

/** Input of {@link offlineMaterialImageUpload}. */
export interface OfflineMaterialImageUploadInput extends v.InferInput<ReturnType<typeof input>> {}

/** The picture or video is stored. */
export interface OfflineMaterialImageUploadResult {
  /** `10000`: the call worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** Its id, which other calls take (图片/视频在商家中心的唯一标识). Example: `1vWS0hCoQl2XkFPtQHsRVAAAACMAAQED`. */
  image_id: string
  /** Where it can be seen; it cannot be shown elsewhere. Example: `https://pictures.example/1vWS0hCoQl2`. */
  image_url?: string
}

/**
 * Uploads a picture or video of a store and gives the id that other calls take.
 *
 * The file's bytes are not signed. Sent twice, it is stored twice, under two ids.
 *
 * Sources: Alipay's page of `alipay.offline.material.image.upload` and its 2026 SDK models.
 */
export const offlineMaterialImageUpload: Api<
  'alipay',
  OfflineMaterialImageUploadInput,
  OfflineMaterialImageUploadResult,
  'call'
> = defineApi({
  gateway: 'alipay',
  name: 'alipay.offline.material.image.upload',
  kind: 'call',
  input,
  place: 'top',
  marks: { holds: ['image_id'] },
  amounts: [],
})
