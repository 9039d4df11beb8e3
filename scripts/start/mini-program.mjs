import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Addresses in the demo's config.js. */
const written = { server: 'http://127.0.0.1:8788', shop: 'http://127.0.0.1:8789' }

/**
 * A copy of the built demo mini program that asks this server and this shop, as a release of it would.
 * `remove` deletes it. Throws when config.js has other addresses than those it is known to have.
 */
export function releaseMiniProgram({ root, urls }) {
  const folder = mkdtempSync(join(tmpdir(), 'yummy-chicken-rice-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    cpSync(join(root, 'demo', 'mini-program', 'dist'), folder, { recursive: true })
    const config = join(folder, 'config.js')
    writeFileSync(config, withAddresses(readFileSync(config, 'utf8'), urls))
  } catch (error) {
    remove()
    throw error
  }
  return { folder, remove }
}

export const withAddresses = (config, urls) =>
  Object.entries(written).reduce((text, [part, address]) => {
    if (!text.includes(`'${address}'`))
      throw new Error(`demo/mini-program/config.js: '${address}' is not there`)
    return text.replace(`'${address}'`, `'${urls[part]}'`)
  }, config)
