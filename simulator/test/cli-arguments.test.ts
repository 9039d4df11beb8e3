/** @jest-environment node */
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

test.each([
  [[], 'name one folder'],
  [['/nowhere'], '/nowhere holds no app.json'],
])('%j is refused with what to do', (given, message) => {
  expect(() => parseArguments(given)).toThrow(message)
})

test.each([
  [['--port', 'x'], '--port x is no port'],
  [['--port', '70000'], '--port 70000 is no port'],
  [['--my', '/gone.mjs'], 'there is no /gone.mjs'],
  [['--other'], '--other'],
])('%j is refused', (given, message) => {
  expect(() => parseArguments([programFolder(), ...given])).toThrow(message)
})
