// The commands of every README, unchanged, in an empty folder, with the packed packages. They install packages and take
// the ports that the READMEs name, so they are no part of `npm test`: npm run test:long -- readmes
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { blocksOf, CheckedBlocks, isOfSession, placeOf, readmes, writeFiles } from '../support/readmes'
import { byHand } from './by-hand'
import { startRegistry, type LocalRegistry } from './local-registry'
import { Session } from './session'
import { makeFolder, placesOf } from './places'

jest.setTimeout(900_000)

const work = mkdtempSync(join(tmpdir(), 'mini-message-readmes-'))
const checked = new CheckedBlocks()
let registry: LocalRegistry
beforeAll(async () => {
  registry = await startRegistry(work)
})
afterAll(() => {
  registry.close()
  checked.save('sessions')
  rmSync(work, { recursive: true, force: true })
})

const sessions = readmes
  .map((readme) => ({
    readme,
    blocks: blocksOf(readme).filter((block, _at, all) => isOfSession(block, all)),
  }))
  .filter(({ blocks }) => blocks.length > 0)

/** The ports which the READMEs name. */
const ports = [8787, 8788, 8789, 3000]

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}

beforeEach(async () => {
  for (const port of ports) {
    // What the session before has started may still be stopping.
    for (let tries = 0; !(await isFree(port)); tries += 1) {
      if (tries === 100)
        throw new Error(`port ${port} is taken: the READMEs use it, so stop what listens there first`)
      await pause(200)
    }
  }
})

test.each(
  sessions.flatMap(({ readme, blocks }) => placesOf(readme).map((place) => ({ readme, place, blocks }))),
)(
  '$readme, in $place: its commands run in their order and print what it says',
  async ({ readme, place, blocks }) => {
    const folder = makeFolder(place, work)
    const session = new Session(folder, {
      npm_config_registry: registry.url,
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
      npm_config_fund: 'false',
      npm_config_audit: 'false',
    })
    const steps = byHand.filter(({ where }) => where === readme || where === place)
    try {
      for (const [at, block] of blocks.entries()) {
        if (block.title !== undefined) {
          writeFiles(folder, [block])
          checked.add('a file that the commands use', block)
        } else if (block.language === 'sh') {
          const next = blocks[at + 1]
          const output = next?.language === '' && next.heading === block.heading ? next : undefined
          await session.run(block.code, output?.code).catch((error: unknown) => {
            throw new Error(`${placeOf(block)}: ${String(error)}`)
          })
          checked.add(`run by bash in ${place}, packed packages`, block)
          if (output) checked.add('printed by the commands before it', output)
          for (const { after, does } of steps) if (block.code.includes(after)) await does()
        }
      }
      expect(checked.missing(blocks)).toEqual([])
    } finally {
      await session.end()
    }
  },
)
