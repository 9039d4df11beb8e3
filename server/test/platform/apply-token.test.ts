import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { readGrant } from '../../src/platform/endpoints.js'

const fields = (accessTokenExpiryTime: unknown) => ({
  ...{ accessToken: 'a', refreshToken: 'r', customerId: 'u', accessTokenExpiryTime },
  refreshTokenExpiryTime: '2026-11-22T12:00:00+08:00',
})
const noon = Date.parse('2026-11-20T12:00:00Z')

test.each([
  ['with an offset', '2026-11-20T20:00:00+08:00'],
  ['in UTC', '2026-11-20T12:00:00.000Z'],
  ['in milliseconds', String(noon)],
  ['without an offset, as UTC', '2026-11-20T12:00:00'],
])('a time %s is read', (_case, time) => {
  expect(readGrant(fields(time))).toMatchObject({ accessTokenExpiresAt: noon })
})

test.each(['20 Nov 2026 12:00', '2026-11-20', 'soon', '', 7])(
  '%j is not a time: the grant is refused',
  (time) => {
    expect(readGrant(fields(time))).toBeUndefined()
  },
)

test('a time without an offset is the same on a machine in any zone', () => {
  const file = join(__dirname, '../../src/platform/endpoints.ts')
  const esbuild = join(__dirname, '../../../node_modules/.bin/esbuild')
  const bundled = spawnSync(esbuild, [
    file,
    '--bundle',
    '--platform=node',
    '--format=iife',
    '--global-name=it',
  ])
  const script = `${bundled.stdout.toString()}
    console.log(it.readGrant(${JSON.stringify(fields('2026-11-20T12:00:00'))}).accessTokenExpiresAt)`
  const read = ['Asia/Shanghai', 'America/New_York'].map((TZ) =>
    Number(spawnSync(process.execPath, ['-'], { input: script, env: { TZ } }).stdout.toString()),
  )
  expect(read).toEqual([noon, noon])
})
