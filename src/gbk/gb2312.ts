/**
 * The symbols of GB/T 2312-1980, rows 1 to 9. Two are left out, which GBK reads as other characters than
 * GB2312 does: A1A4 (`·` or `・`) and A1AA (`—` or `―`).
 */
const SYMBOLS: readonly (readonly [first: number, last: number])[] = [
  [0xa1a1, 0xa1a3],
  [0xa1a5, 0xa1a9],
  [0xa1ab, 0xa1fe],
  [0xa2b1, 0xa2e2],
  [0xa2e5, 0xa2ee],
  [0xa2f1, 0xa2fc],
  [0xa3a1, 0xa3fe],
  [0xa4a1, 0xa4f3],
  [0xa5a1, 0xa5f6],
  [0xa6a1, 0xa6b8],
  [0xa6c1, 0xa6d8],
  [0xa7a1, 0xa7c1],
  [0xa7d1, 0xa7f1],
  [0xa8a1, 0xa8ba],
  [0xa8c5, 0xa8e9],
  [0xa9a4, 0xa9ef],
]

/** Whether a GBK code, or 0, is one of GB2312 and means the same character there. */
export function inGb2312(code: number): boolean {
  if ((code & 0xff) < 0xa1) return false
  if (code < 0xb000) return SYMBOLS.some(([first, last]) => code >= first && code <= last)
  // 6763 Chinese characters in rows 16 to 87; the first level ends five places before its last row does.
  return code <= 0xf7fe && (code <= 0xd7f9 || code >= 0xd8a1)
}
