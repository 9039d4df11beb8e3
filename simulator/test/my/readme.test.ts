import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMy } from '../../src/my/create-my.js'
import { jsapiNames } from '../../src/my/jsapi-names.js'
import type { Device } from '../../src/my/device.js'
import type { World } from '../../src/runtime/world.js'
import { memoryStore } from '../../src/my/storage.js'

/** Come from whoever runs the program: the phone page, the harness. */
const ofTheRunner = ['getAuthCode', 'getSiteInfo', 'request']

test('README.md names every JSAPI that is simulated, and no other', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8')
  const list = /^\*\*`my`\*\*: ([^.]+)\./m.exec(readme)![1]!
  const my = createMy({
    appId: '2021',
    device: {} as Device,
    world: {} as World,
    onMissing: 'throw',
    router: () => undefined as never,
    store: memoryStore(),
    storePrefix: '',
    page: () => undefined,
    members: {},
    remedy: () => '',
  })
  const canIUse = my['canIUse'] as (name: string) => boolean
  const isSimulated = ([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return false
    return !jsapiNames.includes(name) || canIUse(name)
  }
  const simulated = Object.entries(my).filter(isSimulated)
  const names = [...simulated.map(([name]) => name), ...ofTheRunner]
  expect(list.split(', ').sort()).toEqual(names.sort())
})
