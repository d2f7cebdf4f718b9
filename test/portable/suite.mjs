/**
 * What must hold on every runtime: the library is an argument, and nothing of Node or of a framework is used.
 *
 * `suite(library, place)` is a list of cases, `{ name, run }`; a case fails by throwing. Where a runtime cannot do
 * something (`place.limits`), its clear refusal is asserted instead.
 */
import { appResults } from './cases/app-results.mjs'
import { bgcpay } from './cases/bgcpay.mjs'
import { calls, otherCalls } from './cases/calls.mjs'
import { certificates, serialNumbers } from './cases/certificates.mjs'
import { charsets } from './cases/charsets.mjs'
import { contentEncryption } from './cases/content-encryption.mjs'
import { diagnoses } from './cases/diagnoses.mjs'
import { doors } from './cases/doors.mjs'
import { dsa } from './cases/dsa.mjs'
import { errors } from './cases/errors.mjs'
import { describedKeys, keys } from './cases/keys.mjs'
import { mapi } from './cases/mapi.mjs'
import { messages } from './cases/messages.mjs'
import { moments } from './cases/moments.mjs'
import { pages } from './cases/pages.mjs'
import { refusals } from './cases/refusals.mjs'
import { replies } from './cases/replies.mjs'
import { keyErrors, longKeys, rsaKeys, spoiledSignatures } from './cases/rsa.mjs'
import { sharedKeys, spoiledBase64Mac, spoiledMacs } from './cases/shared-keys.mjs'
import { wire } from './cases/wire.mjs'
import { NO_WEBCRYPTO } from './limits.mjs'

/** What needs WebCrypto. */
const WITH_WEBCRYPTO = [
  rsaKeys,
  longKeys,
  spoiledSignatures,
  keyErrors,
  keys,
  certificates,
  contentEncryption,
  pages,
  appResults,
  messages,
  diagnoses,
  replies,
  calls,
  otherCalls,
]

/** What holds on any page of any browser. */
const EVERYWHERE = [
  doors,
  sharedKeys,
  spoiledMacs,
  spoiledBase64Mac,
  dsa,
  charsets,
  moments,
  describedKeys,
  serialNumbers,
  errors,
  mapi,
  bgcpay,
  wire,
]

export default function suite(library, place) {
  const cases = []
  const add = (name, run) => cases.push({ name, run })
  const groups = place.limits.includes(NO_WEBCRYPTO) ? [refusals] : WITH_WEBCRYPTO
  for (const group of [...EVERYWHERE, ...groups]) group(add, library, place)
  return cases
}
