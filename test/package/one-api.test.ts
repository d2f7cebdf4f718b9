/** Importing one API brings nothing of another: neither its name nor its file is in the bundle. */
import { describe, expect, test } from 'vitest'
import { bundle } from './bundle.ts'

for (const gateway of ['alipay', 'mapi', 'bgcpay']) {
  const index = (await import(`../../src/${gateway}/index.ts`)) as Record<
    string,
    { name?: string; kind?: string }
  >
  const apis = Object.entries(index).filter(
    ([, value]) => typeof value === 'object' && ['call', 'page', 'app'].includes(value.kind ?? ''),
  )
  describe(gateway, () => {
    test('has APIs', () => expect(apis.length).toBeGreaterThan(2))

    test.each(apis.map(([name]) => name))('%s comes alone', async name => {
      const { code, modules } = await bundle(`export { ${name} } from 'zhifu/${gateway}'`)
      const named = apis.map(([, api]) => api.name as string).filter(wire => code.includes(`"${wire}"`))
      expect(named).toEqual([index[name]?.name])
      const files = [...modules.keys()]
      expect(files.filter(file => /\/(?:api|notify)\//.test(file))).toHaveLength(1)
      expect(files.filter(file => /\/(?:outgoing|incoming|errors|emulator|ky)\//.test(file))).toEqual([])
    })
  })
}
