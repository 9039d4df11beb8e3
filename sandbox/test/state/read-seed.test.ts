import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSeed, readSeed } from '../../src/state/read-seed.js'
import { appId } from '../support/test-sandbox.js'

const miniProgram = {
  appId: 'P9',
  name: { en: 'Nine' },
  merchantName: { en: 'Nine Ltd.' },
  sites: { GCASH: { authClientId: 'AC9' } },
}

test('nothing is the default shop', () => {
  expect(readSeed(undefined).miniPrograms).toMatchObject([{ appId }])
  expect(parseSeed('')).toEqual(readSeed(undefined))
})

test('what a seed leaves out is the default’s, but the default’s template stays with its own mini program', () => {
  const seed = readSeed({ miniPrograms: [miniProgram] })
  expect(seed.users).toHaveLength(2)
  expect(seed.templates).toEqual([])
})

test('the default shop has the logo of the demo’s shop', () => {
  const logoUrl = readSeed(undefined).miniPrograms[0]?.logoUrl ?? ''
  const file = join(__dirname, '../../../demo/mini-program/logo.svg')
  expect(decodeURIComponent(logoUrl)).toBe(`data:image/svg+xml,${readFileSync(file, 'utf8').trim()}`)
})

test.each(['https://cdn.example/a/logo.png', 'data:image/png;base64,iVBORw0KGgo='])(
  'a mini program may have the logo %s',
  (logoUrl) => {
    expect(readSeed({ miniPrograms: [{ ...miniProgram, logoUrl }] }).miniPrograms).toMatchObject([
      { logoUrl },
    ])
  },
)

test('YAML and JSON say the same', () => {
  const yaml = 'settings:\n  idempotentSend: false\nautoAnswer: { authorization: allow }\n'
  const json = JSON.stringify({ settings: { idempotentSend: false }, autoAnswer: { authorization: 'allow' } })
  expect(parseSeed(yaml)).toEqual(parseSeed(json))
  expect(parseSeed(yaml).settings).toEqual({ idempotentSend: false })
})

test.each<[string, unknown, string]>([
  ['an unknown part', { shops: [] }, 'seed: shops: unknown field'],
  [
    'a wrong type',
    { users: [{ userId: 1, name: { en: 'A' }, nickName: '', language: 'en' }] },
    'users[0].userId: 1 is not allowed',
  ],
  [
    'an unknown site',
    { miniPrograms: [{ ...miniProgram, sites: { WALLET: { authClientId: 'A' } } }] },
    'WALLET',
  ],
  [
    'a logo that is no picture',
    { miniPrograms: [{ ...miniProgram, logoUrl: 'javascript:alert(1)' }] },
    'miniPrograms[0].logoUrl',
  ],
  ['an unknown merchant', { miniPrograms: [{ ...miniProgram, clientId: 'C9' }] }, 'C9'],
  ['one appId twice', { miniPrograms: [miniProgram, miniProgram] }, 'P9 twice'],
  ['a text that is not a key', { merchants: [{ clientId: 'C', publicKeys: ['AAAA'] }] }, 'not an RSA key'],
  [
    'an application of a mini program that is not there',
    {
      templates: [
        {
          name: 'T',
          channel: 'INBOX',
          kind: 'LONG_TERM',
          variables: [],
          texts: { en: { title: 'T', body: '' } },
          applications: [{ appId: 'P404' }],
        },
      ],
    },
    'P404',
  ],
])('%s is named', (_what, seed, words) => {
  expect(() => readSeed(seed)).toThrow(words)
})

test('a text that is neither YAML nor JSON is refused with these words', () => {
  expect(() => parseSeed('{')).toThrow('neither YAML nor JSON')
})
