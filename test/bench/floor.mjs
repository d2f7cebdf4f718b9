/**
 * How fast bare WebCrypto is when something else is done before each of its calls: the most that a library which needs
 * so long for a message can reach. Bare calls follow each other so closely that the platform's threads never sleep.
 */
import { ALGORITHM, newsSignature, newsText, signingKey, verifyingKey } from './fixtures.mjs'
import { compare } from './paired.mjs'
import { tell } from './report.mjs'

const message = new TextEncoder().encode(newsText)
const signature = Buffer.from(newsSignature, 'base64')
const operations = {
  'subtle.sign': () => crypto.subtle.sign(ALGORITHM.name, signingKey, message),
  'subtle.verify': () => crypto.subtle.verify(ALGORITHM.name, verifyingKey, signature, message),
}
const MICROSECONDS = [2, 4, 8, 16, 32]

for (const [name, operation] of Object.entries(operations)) {
  const contenders = { bare: operation }
  for (const microseconds of MICROSECONDS) {
    contenders[`${microseconds} µs`] = () => {
      work(microseconds)
      return operation()
    }
  }
  const { speed } = await compare(contenders, { width: 64, each: name === 'subtle.sign' ? 1 : 4 })
  const speeds = MICROSECONDS.map(
    microseconds => `${microseconds} µs ${speed(`${microseconds} µs`, 'bare').toFixed(2)}`,
  )
  tell(`64 at once: ${name} after so much other work, in speed of itself alone: ${speeds.join(', ')}`)
}

/** Keeps this thread busy. */
function work(microseconds) {
  const end = performance.now() + microseconds / 1000
  while (performance.now() < end);
}
