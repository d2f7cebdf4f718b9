/** Reads the sources as text and imports, for the tests of this folder. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The repository's folder, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** A file's text, by its path from the repository's folder. */
export function read(path: string): string {
  return readFileSync(root + path, 'utf8')
}

/** The files below a folder, by their paths from the repository's folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => posix.join(entry.parentPath.slice(root.length), entry.name))
    .sort()
}

/** Every file that is, or would be, committed. */
export function committedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root, encoding: 'utf8' })
  const gone = new Set(deleted.split('\0'))
  return [...new Set(listed.split('\0'))].filter(path => path !== '' && !gone.has(path)).sort()
}

/** One import, export-from or `import()` of a source file. */
export interface Import {
  /** The importing file: `src/outgoing/send.ts`. */
  readonly from: string
  /** The text between the quotes. */
  readonly specifier: string
  /** The imported file for a relative import; else the specifier. */
  readonly to: string
  /** Whether it is gone at run time. */
  readonly typeOnly: boolean
}

/** Parses a source file. */
export function parse(path: string, text: string = read(path)): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
}

/** The imports of a source file, those inside types too. */
export function importsOf(path: string, text: string = read(path)): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined, typeOnly: boolean): void => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return
    const specifier = node.text
    const to = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier
    found.push({ from: path, specifier, to, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(parse(path, text))
  return found
}
