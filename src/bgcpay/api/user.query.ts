/** bgcpay: tells who a user is (查詢用戶, `bgcpay.user.query`). */
import * as v from 'valibot'
import { type Api, defineApi, type Unsigned } from '../../gateway/api.ts'
import { either, text } from '../fields.ts'

const fields = () =>
  v.strictObject({
    /**
     * CID of the user (鏈付用戶的CID); wins over `email`; at most 64. Example:
     * `BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8`.
     */
    user_cid: v.optional(text(64)),
    /** E-mail address of the user; at most 64. One of the two is required. Example: `payer@example.com`. */
    email: v.optional(text(64)),
  })

interface User extends v.InferOutput<ReturnType<typeof fields>> {}

const input = () => v.pipe(fields(), either<User>('user_cid', 'email'))

/** Input of {@link userQuery}. */
export interface UserQueryInput extends v.InferInput<ReturnType<typeof input>> {}

/** Who a user is. */
export interface UserQueryResult {
  /** `10000`: the query worked. */
  code: '10000'
  /** The gateway's short text. Example: `Success`. */
  msg: string
  /** CID of the user. Example: `BJGv1jeHA8QxZ5jjwY8wc4PQ2GHg4772L8`. */
  user_cid: string
  /** The name to show, masked (使用者顯示名). Example: `te*@gmail.com`. */
  display_name: string
}

/**
 * Tells who a user is: whether a CID or an e-mail address belongs to one, and the name to show.
 *
 * Use it before a transfer, to let somebody confirm the payee. It only reads, so it is repeated when the
 * network fails.
 *
 * Source: document 003, bgcpay.user.query, whose title there is that of the trade query.
 */
export const userQuery: Api<'bgcpay', UserQueryInput, Unsigned<UserQueryResult>, 'call'> = defineApi({
  gateway: 'bgcpay',
  name: 'bgcpay.user.query',
  kind: 'call',
  input,
  binds: ['user_cid'],
  marks: { holds: ['display_name'] },
  reads: true,
})
