/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { parseArguments } from '../src/cli-arguments.js'
import { programFolder } from './support/program-folder.js'

test('a folder, a port and a module', () => {
  const folder = programFolder({ 'my.mjs': '' })
  expect(parseArguments([folder])).toEqual({ folder, port: 8790 })
  expect(parseArguments([folder, '--port', '0', '--my', `${folder}/my.mjs`])).toEqual({
    folder,
    port: 0,
    members: `${folder}/my.mjs`,
  })
  expect(parseArguments(['-h'])).toBe('help')
})

test.each([0, 1, 65_535])('port %d is one', (port) => {
  expect(parseArguments([programFolder(), '--port', String(port)])).toMatchObject({ port })
})

test('a module is named only where one is given', () => {
  expect('members' in (parseArguments([programFolder()]) as object)).toBe(false)
})

test.each([
  [[], 'name one folder'],
  [['a', 'b'], 'name one folder'],
  [[__dirname], 'holds no app.json'],
  [['/nowhere'], '/nowhere holds no app.json'],
])('%j is refused with what to do', (given, message) => {
  expect(() => parseArguments(given)).toThrow(message)
})

test.each([
  [['--port', 'x'], '--port x is not a port'],
  [['--port', '65536'], '--port 65536 is not a port'],
  [['--port=-1'], '--port -1 is not a port'],
  [['--my', '/gone.mjs'], 'there is no /gone.mjs'],
  [['--other'], '--other'],
])('%j is refused', (given, message) => {
  expect(() => parseArguments([programFolder(), ...given])).toThrow(message)
})
