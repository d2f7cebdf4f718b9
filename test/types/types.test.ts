/** What must not compile does not, and what must does. `npm run typecheck` says the same; mutants need a test. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

function diagnose(files: string[]): string[] {
  const path = here('../tsconfig.json')
  const config = ts.getParsedCommandLineOfConfigFile(
    path,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(String(messageText))
      },
    },
  )
  if (config === undefined) throw new Error('test/tsconfig.json cannot be read')
  const program = ts.createProgram({ rootNames: files, options: config.options })
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const place =
      file === undefined ? '' : `${file.fileName}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} `
    return place + ts.flattenDiagnosticMessageText(messageText, '\n')
  })
}

test('what must compile compiles, and every mistake is caught', () => {
  expect(diagnose([here('compiles.ts'), here('must-not-compile.ts')])).toEqual([])
})

test('there are as many mistakes as expected errors', () => {
  const text = readFileSync(here('must-not-compile.ts'), 'utf8')
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  expect(count(/@ts-expect-error\n {2}(?:async )?\(\) =>/g)).toBe(count(/@ts-expect-error\n/g))
  expect(count(/@ts-expect-error\n/g)).toBeGreaterThan(20)
})
