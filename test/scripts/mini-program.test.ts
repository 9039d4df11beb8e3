import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withAddresses } from '../../scripts/start/mini-program.mjs'

const config = readFileSync(join(__dirname, '../../demo/mini-program/config.js'), 'utf8')
const urls = { server: 'http://127.0.0.1:9001', shop: 'http://127.0.0.1:9002' }

test("the released mini program asks this start's server and shop, and no other", () => {
  const addresses = withAddresses(config, urls).match(/http:\/\/[\d.:]+/g)
  expect(addresses).toEqual([urls.server, urls.shop])
})

test('a missing address is reported, with its file', () => {
  expect(() => withAddresses(config.replace(':8789', ':1'), urls)).toThrow(/config\.js: .*8789/)
})
