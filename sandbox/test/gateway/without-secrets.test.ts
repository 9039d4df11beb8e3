import { uriWithoutSecrets, withoutSecrets } from '../../src/gateway/request-log.js'

const shown = (text: string): string => withoutSecrets(Buffer.from(text))

test('blanks, order and line ends stay as they were sent', () => {
  expect(shown('{ "b" : 1,\r\n  "accessToken" :  "t1", "a": "é\\u5e97" }\n')).toBe(
    '{ "b" : 1,\r\n  "accessToken" :  "<accessToken>", "a": "é\\u5e97" }\n',
  )
})

test.each([
  ['a name that is escaped', '{"acc\\u0065ssToken":"secret"}'],
  ['a value with quotes in it', '{"authCode":"\\"secret\\""}'],
  ['deep inside', '{"a":[{"refreshToken":"secret"}]}'],
  ['a text before it that looks like its end', '{"a":"\\",\\"b","accessToken":"secret"}'],
  ['JSON inside a text', '{"extendInfo":"{\\"accessToken\\": \\"secret\\"}"}'],
])('a secret is hidden: %s', (_where, text) => {
  expect(shown(text)).not.toContain('secret')
})

test('a value that only names a secret is not a secret', () => {
  expect(shown('{"a":"accessToken","b":"c"}')).toBe('{"a":"accessToken","b":"c"}')
})

test('what is not JSON is not shown', () => {
  expect(shown('accessToken=secret')).toBe('<18 bytes that are not JSON>')
  expect(shown('')).toBe('')
})

test('a secret in the query of a path is hidden too', () => {
  expect(uriWithoutSecrets('/api/open/v2/x?a=1&accessToken=secret')).toBe(
    '/api/open/v2/x?a=1&accessToken=<accessToken>',
  )
})
