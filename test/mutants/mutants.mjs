/**
 * What must not be taken out without a test noticing.
 *
 * `find` stands exactly once in `file`; with `replace` in its place the test `kills` must fail.
 */

/** The rules of the design (section 3), and two things more that a change can quietly lose. */
export const rules = [
  { rule: 1, says: 'verification cannot be switched off' },
  { rule: 2, says: 'what is returned is exactly what was signed' },
  { rule: 3, says: "the hash is the configured one, never the payload's" },
  { rule: 4, says: 'a signed text that can be read in two ways is refused' },
  { rule: 5, says: 'a reply is bound to its request' },
  { rule: 6, says: 'a verified reply is not refused for an unimportant field; amounts keep their digits' },
  { rule: 7, says: 'an unsigned refusal is never a success' },
  { rule: 8, says: 'isv.invalid-signature names the first difference, values masked' },
  { rule: 9, says: 'nothing is sent twice that may move money' },
  { rule: 10, says: 'MACs in constant time, keys read at once, nothing secret in an error' },
  { rule: 11, says: 'time is Beijing time' },
  { rule: 12, says: 'amounts are decimal strings, computed in cents' },
  { rule: 13, says: 'names from outside never index a plain object' },
  { rule: 'types', says: 'what must not compile does not' },
  { rule: 'river', says: 'no arrow points upstream' },
]

const portable = name => ({ file: 'test/portable/source.test.ts', name })

export const mutants = [
  {
    rule: 2,
    name: 'a repeated top-level name passes',
    file: 'src/message/raw-json.ts',
    find: 'if (names.has(name))',
    replace: 'if (false)',
    kills: { file: 'test/message/raw-json.test.ts', name: 'refuses the repeated name in {"a":1,"a":2}' },
  },
  {
    rule: 2,
    name: 'names are compared as they are spelt, escapes and all',
    file: 'src/message/raw-json.ts',
    find: 'const name = parseName(charset.decode(bytes.subarray(start, afterName)))',
    replace: 'const name = charset.decode(bytes.subarray(start + 1, afterName - 1))',
    kills: {
      file: 'test/message/raw-json.test.ts',
      name: 'refuses the repeated name in {"a":1,"\\u0061":2}',
    },
  },
  {
    rule: 2,
    name: 'a repeated parameter passes',
    file: 'src/message/form.ts',
    find: 'if (params.has(name)) throw',
    replace: 'if (false) throw',
    kills: portable('a repeated parameter is refused'),
  },
  {
    rule: 3,
    name: 'a CryptoKey with another hash passes',
    file: 'src/signature/rsa-key.ts',
    find: 'if (algorithm.hash.name !== hash)',
    replace: 'if (false)',
    kills: portable('a CryptoKey with another hash, or for another use, is a KeyError at once'),
  },
  {
    rule: 3,
    name: "a JWK's alg is asked",
    file: 'src/signature/rsa-key.ts',
    find: "return { format: 'jwk', data: { kty: 'RSA', n, e, d, p, q, dp, dq, qi } }",
    replace: "return { format: 'jwk', data: jwk }",
    kills: portable('RSA2 with 2048 bits, key as a JWK that names another hash'),
  },
  {
    rule: 4,
    name: 'no second reading is looked for',
    file: 'src/message/canonical.ts',
    find: 'if (known.has(name) && field <= name',
    replace: 'if (false && field <= name',
    kills: { file: 'test/message/canonical.test.ts', name: 'finds a known name inside a value' },
  },
  {
    rule: 4,
    name: 'a genuine passback_params is refused',
    file: 'src/message/canonical.ts',
    find: ' && field <= name && (next === undefined || name <= next)',
    replace: '',
    kills: { file: 'test/message/canonical.test.ts', name: 'a genuine passback_params' },
  },
  {
    rule: 6,
    name: 'amounts lose their digits',
    file: 'src/message/raw-json.ts',
    find: 'wanted && isNumberStart(char)',
    replace: 'false && isNumberStart(char)',
    kills: { file: 'test/message/raw-json.test.ts', name: 'quoteNumbers' },
  },
  {
    rule: 10,
    name: 'MACs of different lengths are compared as far as they go',
    file: 'src/signature/constant-time.ts',
    find: 'if (a.length !== b.length) return false',
    replace: '',
    kills: portable('an HMAC made longer is refused'),
  },
  {
    rule: 10,
    name: 'every MAC of the right length passes',
    file: 'src/signature/constant-time.ts',
    find: 'return difference === 0',
    replace: 'return difference >= 0',
    kills: portable('an MD5 with a digit changed is refused'),
  },
  {
    rule: 10,
    name: 'a key is read when it is first used',
    file: 'src/signature/rsa.ts',
    find: 'const key = readRsaKey(input, half, hash)',
    replace: 'const read = () => readRsaKey(input, half, hash)',
    kills: portable('a public key as a private key is a KeyError at once'),
  },
  {
    rule: 10,
    name: 'a signature of another length is left to the runtime',
    file: 'src/signature/base64.ts',
    find: 'return encodeBase64(bytes) === text ? bytes : undefined',
    replace: 'return bytes',
    kills: portable('an RSA2 signature has one spelling'),
  },
  {
    rule: 11,
    name: "time is the host's",
    file: 'src/message/beijing-time.ts',
    find: 'moment.getTime() + BEIJING_OFFSET',
    replace: 'moment.getTime()',
    kills: portable("Beijing time is the same in every host's zone"),
  },
  {
    rule: 12,
    name: 'amounts are floats',
    file: 'src/message/amount.ts',
    find: "return BigInt(yuan + cents.padEnd(2, '0'))",
    replace: 'return BigInt(Math.trunc(Number(amount) * 100))',
    kills: { file: 'test/message/amount.test.ts', name: 'toCents' },
  },
  {
    rule: 13,
    name: 'a grammar is looked up in a plain object',
    file: 'src/incoming/verify-message.ts',
    find: 'Object.hasOwn(type.fields, name) ? type.fields[name] : undefined',
    replace: 'type.fields[name]',
    kills: portable('names from outside meet no prototype'),
  },
]
