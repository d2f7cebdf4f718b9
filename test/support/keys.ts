import keyData from '../vectors/keys.json' with { type: 'json' }

/** The app's key pair, another pair that nobody knows, and all of the test keys. */
export const { keys } = keyData
export const appKeys = keys.rsa2048
export const otherKeys = keys.other
export const appId = '2021000000000001'
