/** MD5 and HMAC-SHA1 with a shared key. */
import { equal, flipped, fromHex, throws, toBase64, utf8 } from '../checks.mjs'
import vectors from '../vectors.json' with { type: 'json' }

const { texts, shared } = vectors

export function sharedKeys(add, { zhifu: { md5, hmac } }) {
  for (const [name, text] of Object.entries(texts)) {
    add(`MD5 of ${name}`, async () => {
      for (const [join, expected] of Object.entries(shared.md5[name])) {
        const both = md5(shared.key, { join })
        equal(both.type, 'MD5')
        equal(await both.sign(utf8(text)), expected)
        equal(await md5(shared.key, { join, hex: 'upper' }).sign(utf8(text)), expected.toUpperCase())
        equal(await both.verify(utf8(text), expected), true)
        equal(await both.verify(utf8(text), expected.toUpperCase()), true)
      }
    })
    add(`HMAC of ${name}`, async () => {
      const hex = hmac(shared.key, { encoding: 'hex' })
      equal(hex.type, 'HMAC_SHA1')
      equal(await hex.sign(utf8(text)), shared.hmac[name])
      equal(await hex.verify(utf8(text), shared.hmac[name].toUpperCase()), true)
      const base64 = toBase64(fromHex(shared.hmac[name]))
      equal(await hmac(shared.key).sign(utf8(text)), base64)
      equal(await hmac(shared.key).verify(utf8(text), base64), true)
    })
  }
  add('MD5 with a join of its own', async () => {
    const own = md5(shared.key, { join: message => message })
    equal(await own.sign(utf8('abc')), '900150983cd24fb0d6963f7d28e17f72')
  })
  add('an empty shared key is a KeyError at once', () => {
    for (const make of [md5, hmac]) {
      throws(() => make(''), 'ERR_KEY')
      throws(() => make(undefined), 'ERR_KEY')
    }
  })
}

export function spoiledBase64Mac(add, { zhifu: { hmac } }) {
  add('an HMAC in base64 made longer or shorter is refused', async () => {
    const mac = fromHex(shared.hmac.chinese)
    const verifier = hmac(shared.key)
    const text = utf8(texts.chinese)
    equal(await verifier.verify(text, toBase64(mac)), true)
    for (const changed of [new Uint8Array([...mac, 0]), mac.slice(0, -1), mac.slice(0, 0), flipped(mac)]) {
      equal(await verifier.verify(text, toBase64(changed)), false)
    }
  })
}

export function spoiledMacs(add, { zhifu: { md5, hmac } }) {
  const text = utf8(texts.chinese)
  for (const [name, verifier, mac] of [
    ['MD5', md5(shared.key), shared.md5.chinese.append],
    ['HMAC', hmac(shared.key, { encoding: 'hex' }), shared.hmac.chinese],
  ]) {
    const wrong = {
      'with a digit changed': `${mac.slice(0, -1)}${mac.endsWith('0') ? '1' : '0'}`,
      'cut short': mac.slice(0, -1),
      'cut by a byte': mac.slice(0, -2),
      'made longer': `${mac}00`,
      empty: '',
      'with a space': ` ${mac.slice(1)}`,
      'that is not hex': `${mac.slice(0, -1)}g`,
      'in wide digits': [...mac].map(char => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join(''),
    }
    for (const [how, changed] of Object.entries(wrong)) {
      add(`an ${name} ${how} is refused`, async () => {
        equal(await verifier.verify(text, mac), true)
        equal(await verifier.verify(text, changed), false)
      })
    }
  }
}
