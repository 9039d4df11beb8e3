import { readArguments } from '../../scripts/start/arguments.mjs'

test('the default port is 8787', () => {
  expect(readArguments([])).toMatchObject({ port: 8787, once: false })
})

test.each([
  [['--port', 'abc'], '--port takes a whole number'],
  [['--port', '70000'], '--port takes a whole number'],
  [['--once', '--break', 'luck'], '--break takes one of signature, code'],
  [['--break', 'code'], '--break goes with --once'],
])('%j is refused with a sentence naming the option', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(message)
})
