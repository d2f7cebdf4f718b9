/** Alipay's real certificates, as published: a root bundle and one of Alipay's, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs'

const folder = new URL('../../../shared/facts/vectors/certificates/', import.meta.url)

export const withoutRealFiles: boolean = !existsSync(folder)
if (withoutRealFiles) console.info(`Alipay's real certificates are not at ${folder.pathname}: skipped`)

export const realFile = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
