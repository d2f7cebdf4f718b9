/** Why a notification does not verify: the mistakes that are made most, each named. */
import { equal, ok, rejects } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { appId, notification, parties } = vectors

export function diagnoses(add, { alipay, zhifu }) {
  const { rsa2Signer, rsa2Verifier, verifyNotify } = zhifu
  const theirs = () => ({ verifier: rsa2Verifier(parties.gateway.spki) })
  const own = () => ({ verifier: rsa2Verifier(parties.app.spki), signer: rsa2Signer(parties.app.pkcs8) })
  const candidates = () => ({
    verifier: rsa2Verifier(parties.app.spki),
    candidates: { sandbox: rsa2Verifier(parties.gateway.spki) },
  })
  const form = changes => String(new URLSearchParams({ ...notification, ...changes }))
  const asLatin1 = text => String.fromCharCode(...new TextEncoder().encode(text))
  const mistakes = {
    unsigned: [theirs, form({ sign: '' })],
    'sign-type': [theirs, form({ sign_type: 'RSA' })],
    'space-for-plus': [theirs, form({ sign: notification.sign.replace(/.$/, ' ') })],
    'malformed-signature': [theirs, form({ sign: notification.sign.slice(0, 100) })],
    'router-parameters': [theirs, form({ _route: '/notify' })],
    charset: [theirs, form({ subject: asLatin1(notification.subject) })],
    'own-public-key': [own, form()],
    'candidate-key': [candidates, form()],
    'not-verified': [theirs, form({ total_amount: '0.01' })],
  }
  for (const [diagnosis, [options, body]] of Object.entries(mistakes)) {
    add(`a notification that does not verify is diagnosed: ${diagnosis}`, async () => {
      const receiver = alipay.createAlipay({ appId, ...options() })
      const error = await rejects(() => verifyNotify(receiver, alipay.tradeStatusSync, body), 'ERR_SIGNATURE')
      equal(error.diagnosis, diagnosis)
      const told = `${error.message}${JSON.stringify(error)}`
      ok(!told.includes(notification.sign.slice(0, 24)) && !told.includes(notification.buyer_id), 'no secret')
    })
  }
}
