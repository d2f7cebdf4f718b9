import { describe, expect, test } from 'vitest'
import { sameAmount, toCents } from '../../src/message/amount.ts'
import { beijingTime } from '../../src/message/beijing-time.ts'

describe('toCents', () => {
  test.each([
    ['88.88', 8888n],
    ['0.1', 10n],
    ['0.01', 1n],
    ['120', 12000n],
    ['100000000.00', 10000000000n],
    ['4.35', 435n],
  ])('%s is %s cents', (amount, cents) => {
    expect(toCents(amount)).toBe(cents)
  })
  test.each(['', '1.', '.5', '1.005', '01', '-1', '+1', '1e3', ' 1', '1 ', '１', 'NaN', '0x10'])(
    'refuses "%s"',
    text => {
      expect(() => toCents(text)).toThrow(RangeError)
      expect(sameAmount(text, text)).toBe(false)
    },
  )
  test('amounts are compared in cents', () => {
    expect(sameAmount('88.8', '88.80')).toBe(true)
    expect(sameAmount('88.8', '88.08')).toBe(false)
    expect(sameAmount(undefined, '1')).toBe(false)
  })
})

test.each([
  ['2026-01-01T00:00:00Z', '2026-01-01 08:00:00'],
  ['2026-12-31T16:00:00Z', '2027-01-01 00:00:00'],
  ['2024-02-28T15:59:59.999Z', '2024-02-28 23:59:59'],
  // China had summer time in 1990; the gateways write UTC+8 all the year.
  ['1990-07-01T00:00:00Z', '1990-07-01 08:00:00'],
])('%s is %s in Beijing, whatever the zone of the host', (moment, text) => {
  const zone = process.env['TZ']
  try {
    for (const TZ of ['UTC', 'America/New_York', 'Asia/Shanghai']) {
      process.env['TZ'] = TZ
      expect(beijingTime(new Date(moment))).toBe(text)
    }
  } finally {
    process.env['TZ'] = zone
  }
})
