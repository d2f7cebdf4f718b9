import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cataloguePage } from './catalogue.ts'

const file = new URL('../../docs/catalogue.md', import.meta.url)

test('docs/catalogue.md is what the code says (npm run catalogue writes it)', async () => {
  const page = await cataloguePage()
  if (process.env['WRITE_CATALOGUE']) writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})

test('it has every API that is exported', async () => {
  const page = await cataloguePage()
  const names = await Promise.all(
    ['alipay', 'mapi', 'bgcpay'].map(async gateway => {
      const index = (await import(`../../src/${gateway}/index.ts`)) as Record<string, unknown>
      return Object.entries(index).flatMap(([name, value]) =>
        typeof value === 'object' && value !== null && 'kind' in value ? [name] : [],
      )
    }),
  )
  for (const name of names.flat()) expect(page).toContain(`| \`${name}\` |`)
  expect(names.flat().length).toBeGreaterThan(50)
})
