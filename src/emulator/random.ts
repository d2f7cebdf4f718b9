/** Numbers that look like the gateways' own, unique by a serial and reproducible with a seeded source. */

/** Draws the emulator's numbers. */
export interface Numbers {
  /** A text of so many decimal digits. */
  digits(length: number): string
  /** So many digits that never come twice: random ones, then a serial of eight. */
  unique(length: number): string
  /** A text of so many hexadecimal digits. */
  hex(length: number): string
}

/** Takes a source like `Math.random`: numbers from 0 up to but not including 1. */
export function createNumbers(random: () => number): Numbers {
  let serial = 0
  const draw = (length: number, base: number) =>
    Array.from({ length }, () => Math.floor(random() * base).toString(base)).join('')
  return {
    digits: length => draw(length, 10),
    unique: length => draw(length - 8, 10) + String(++serial).padStart(8, '0'),
    hex: length => draw(length, 16),
  }
}
