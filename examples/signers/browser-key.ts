/**
 * A signer whose key was made in this browser and cannot leave it: WebCrypto keeps it in IndexedDB as a
 * non-extractable CryptoKey. For a till or kiosk that has an app of its own at Alipay.
 *
 * Whoever can run a script in this origin can sign with it, though not take it away. A browser may clear its
 * storage: then a new key is made, and its public half must be uploaded again.
 */
import { rsa2Signer, type Signer } from 'zhifu'

/** A key that lives in this browser. */
export interface BrowserKey {
  readonly signer: Signer
  /** The public half for Alipay's console: SPKI in base64. */
  readonly publicKey: string
}

const STORE = 'keys'

/** Finds this origin's key by its name, or makes one. */
export async function browserKey(name = 'alipay'): Promise<BrowserKey> {
  const database = await open()
  try {
    const found = await asked<CryptoKeyPair | undefined>(store(database, 'readonly').get(name))
    const pair = found ?? (await make(database, name))
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
    return { signer: rsa2Signer(pair.privateKey), publicKey: btoa(String.fromCharCode(...spki)) }
  } finally {
    database.close()
  }
}

/** Makes a key; where another tab was faster, its key is the one. */
async function make(database: IDBDatabase, name: string): Promise<CryptoKeyPair> {
  const size = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...size }
  const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  // The browser shall not clear it when the disk is full, if it lets itself be asked.
  await navigator.storage?.persist?.()
  const keys = store(database, 'readwrite')
  const first = await asked<CryptoKeyPair | undefined>(keys.get(name))
  if (first === undefined) await asked(keys.add(made, name))
  return first ?? made
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('zhifu', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return asked(request)
}

function store(database: IDBDatabase, mode: IDBTransactionMode): IDBObjectStore {
  return database.transaction(STORE, mode).objectStore(STORE)
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
