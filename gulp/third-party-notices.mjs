import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The licences of all packages whose code esbuild bundled, as their licences ask for.
 * @param {import('esbuild').Metafile[]} metafiles
 * @returns {string}
 */
export function noticesOf(metafiles) {
  const folders = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter(Boolean)
  const notices = [...new Set(folders)].sort().map(noticeOf)
  return `This package contains code of these packages:\n\n${notices.join('\n')}`
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (!file) throw new Error(`${resolve(folder)} has no licence file, so its code can't be bundled`)
  const text = readFileSync(join(folder, file), 'utf8').trim()
  return `--- ${name} ${version} (${license}) ---\n\n${text}\n`
}
