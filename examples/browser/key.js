/**
 * A key that was made in this browser and cannot leave it: IndexedDB keeps it as a non-extractable CryptoKey.
 *
 * Whoever can run a script in this origin can sign with it, though not take it away.
 */

const STORE = 'keys'

/** Finds this origin's key pair, or makes one. */
export async function browserKey() {
  const opening = indexedDB.open('shop', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  const database = await asked(opening)
  const keys = mode => database.transaction(STORE, mode).objectStore(STORE)
  try {
    const found = await asked(keys('readonly').get('alipay'))
    if (found) return found
    const size = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...size }
    const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    // Where another tab was faster, its key is the one.
    const store = keys('readwrite')
    const first = await asked(store.get('alipay'))
    if (!first) await asked(store.add(made, 'alipay'))
    return first ?? made
  } finally {
    database.close()
  }
}

/** The public half for Alipay's console: SPKI in base64. */
export async function publicKeyText({ publicKey }) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))))
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
