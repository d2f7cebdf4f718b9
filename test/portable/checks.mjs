/** What the cases are written with: no framework, nothing of one runtime. A check fails by throwing. */

export function ok(value, what = 'it is so') {
  if (!value) throw new Error(`expected: ${what}`)
}

export function equal(actual, expected, what = 'value') {
  if (Object.is(actual, expected) || JSON.stringify(actual) === JSON.stringify(expected)) return
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`)
}

function matching(error, code, pattern) {
  const text = `${error?.name}: ${error?.message}`
  if (code !== undefined && error?.code !== code) {
    throw new Error(`expected an error with code ${code}, found ${error?.code} (${text})`, { cause: error })
  }
  if (pattern !== undefined && !pattern.test(error.message))
    throw new Error(`${text} does not match ${pattern}`)
  return error
}

export function throws(run, code, pattern) {
  let returned
  try {
    returned = run()
  } catch (error) {
    return matching(error, code, pattern)
  }
  throw new Error(`expected ${code} to be thrown, found a value of type ${typeof returned}`)
}

export async function rejects(run, code, pattern) {
  try {
    await run()
  } catch (error) {
    return matching(error, code, pattern)
  }
  throw new Error(`expected ${code ?? 'an error'}, found none`)
}

export function utf8(text) {
  return new TextEncoder().encode(text)
}

export function bare(pem) {
  return pem.replace(/-----[^-]+-----|\s/g, '')
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), char => char.charCodeAt(0))
}

export function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes))
}

export function fromHex(text) {
  return Uint8Array.from(text.match(/../g), digits => Number.parseInt(digits, 16))
}

export function toHex(bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

export function flipped(bytes) {
  const changed = bytes.slice()
  changed[changed.length >> 1] ^= 1
  return changed
}

export function unescapeHtml(text) {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}

export function importPrivate({ pkcs8 }, hash) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  return crypto.subtle.importKey('pkcs8', fromBase64(bare(pkcs8)), algorithm, false, ['sign'])
}

export function importPublic({ spki }, hash) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  return crypto.subtle.importKey('spki', fromBase64(bare(spki)), algorithm, true, ['verify'])
}

/** How many timers of a length a run leaves behind. */
export async function timersLeft(milliseconds, run) {
  const platform = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout }
  const left = new Set()
  globalThis.setTimeout = (callback, delay, ...more) => {
    const timer = platform.setTimeout.call(globalThis, callback, delay, ...more)
    if (delay === milliseconds) left.add(timer)
    return timer
  }
  globalThis.clearTimeout = timer => {
    left.delete(timer)
    platform.clearTimeout.call(globalThis, timer)
  }
  try {
    await run()
    return left.size
  } finally {
    Object.assign(globalThis, platform)
    for (const timer of left) clearTimeout(timer)
  }
}
