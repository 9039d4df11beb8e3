import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeys, publicKeyOf, type SandboxKeys } from './key-pairs.js'

/**
 * The keys kept in `folder`, made there at first start: a merchant's configuration then survives a
 * restart, and the start is faster. Throws if the folder holds a file that is no such keys.
 */
export async function storedKeys(folder: string): Promise<SandboxKeys> {
  const file = join(folder, 'keys.json')
  const text = await readFile(file, 'utf8').catch(ignoreMissing)
  if (text !== undefined) return readKeys(text, file)
  const keys = await generateKeys()
  await mkdir(folder, { recursive: true })
  const written = { merchant: keys.merchant.privateKey, platform: keys.platform.privateKey }
  await writeWhole(file, JSON.stringify(written, null, 2))
  return keys
}

/** Written beside and renamed: a start that is cut short leaves no half file behind. @default for its owner alone */
export async function writeWhole(file: string, text: string, mode = 0o600): Promise<void> {
  await writeFile(`${file}.new`, text, { mode })
  await rename(`${file}.new`, file)
}

export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

function readKeys(text: string, file: string): SandboxKeys {
  try {
    const { merchant, platform } = JSON.parse(text) as { merchant: string; platform: string }
    return {
      merchant: { privateKey: merchant, publicKey: publicKeyOf(merchant) },
      platform: { privateKey: platform, publicKey: publicKeyOf(platform) },
    }
  } catch (cause) {
    throw new Error(`${file} does not hold the sandbox's keys: remove it and new ones are made.`, { cause })
  }
}
