/** What copying does to a key, each with the name that `describeKey` has for it. */
import type { KeyDamage } from '../../src/keys/index.ts'

export const damages: readonly (readonly [KeyDamage, (pem: string) => string])[] = [
  ['CRLF', pem => pem.replaceAll('\n', '\r\n')],
  ['literal \\n', pem => pem.replaceAll('\n', '\\n')],
  ['line breaks lost', pem => pem.replaceAll('\n', '')],
  ['line breaks lost', pem => pem.replaceAll('\n', ' ')],
  ['spaces inside', pem => pem.replaceAll('\n', '\n    ')],
  ['spaces inside', pem => pem.replaceAll('\n', '\n\u3000')],
  ['byte order mark', pem => `\ufeff${pem}`],
  ['quotes', pem => `'${pem}'`],
  ['quotes', pem => `"${pem.trim()}",`.slice(0, -1)],
  ['header missing', pem => pem.replace(/-----BEGIN[^-]*-----/, '')],
  ['footer missing', pem => pem.replace(/-----END[^-]*-----/, '')],
  ['header of another form', pem => pem.replace(/(-----BEGIN )[^-]*-----/, '$1NEW KEY-----')],
  ['footer of another form', pem => pem.replace(/(-----END )[^-]*-----/, '$1NEW KEY-----')],
  ['base64 padding missing', pem => pem.replace(/=+/, '')],
]
