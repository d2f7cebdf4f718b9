/**
 * As much of AWS KMS as signing needs, for trying a signer out without an account: the API's shapes, limits and
 * errors. It holds one RSA key, and does not check Signature Version 4 beyond its form.
 */
import { createHash, createPublicKey, privateEncrypt } from 'node:crypto'

export interface KmsStandIn {
  /** Answers as `https://kms.<region>.amazonaws.com/` does. */
  readonly fetch: (request: Request) => Promise<Response>
  /** Failures for the next calls, by AWS' names: `ThrottlingException`. */
  readonly failures: string[]
  /** How often it was asked. */
  readonly calls: () => number
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=\w+\/\d{8}\/[\w-]+\/kms\/aws4_request, SignedHeaders=[\w;-]+, Signature=[\da-f]{64}$/

/** What PKCS#1 v1.5 puts before a SHA-256 digest (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** Makes a KMS with one key, PKCS#8 in PEM. */
export function kmsStandIn(keyId: string, privateKey: string): KmsStandIn {
  const failures: string[] = []
  const { modulusLength } = createPublicKey(privateKey).asymmetricKeyDetails ?? {}
  if (modulusLength === undefined) throw new TypeError('an RSA key is needed')
  let calls = 0
  const answer = (body: object, status = 200): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } })
  const refuse = (name: string): Response =>
    answer({ __type: name, message: 'not here' }, /Internal|Timeout/.test(name) ? 500 : 400)

  return {
    failures,
    calls: () => calls,
    fetch: async request => {
      calls++
      const failure = failures.shift()
      if (failure !== undefined) return refuse(failure)
      const { headers } = request
      if (headers.get('x-amz-target') !== 'TrentService.Sign') return refuse('UnknownOperationException')
      if (headers.get('content-type') !== 'application/x-amz-json-1.1')
        return refuse('SerializationException')
      if (!/^\d{8}T\d{6}Z$/.test(headers.get('x-amz-date') ?? '')) return refuse('IncompleteSignature')
      if (!AUTHORIZATION.test(headers.get('authorization') ?? '')) return refuse('IncompleteSignature')
      const asked = (await request.json()) as Record<string, string>
      if (asked['KeyId'] !== keyId) return refuse('NotFoundException')
      if (asked['SigningAlgorithm'] !== 'RSASSA_PKCS1_V1_5_SHA_256') return refuse('InvalidKeyUsageException')
      const message = Buffer.from(asked['Message'] ?? '', 'base64')
      const isDigest = asked['MessageType'] === 'DIGEST'
      if (isDigest ? message.length !== 32 : message.length < 1 || message.length > 4096) {
        return refuse('ValidationException')
      }
      const digest = isDigest ? message : createHash('sha256').update(message).digest()
      const signature = privateEncrypt(privateKey, Buffer.concat([DIGEST_INFO, digest]))
      return answer({
        KeyId: `arn:aws:kms:ap-east-1:111122223333:key/${keyId}`,
        Signature: signature.toString('base64'),
        SigningAlgorithm: asked['SigningAlgorithm'],
      })
    },
  }
}
