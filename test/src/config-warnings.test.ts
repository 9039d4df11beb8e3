import type { TemplateText } from '../../src/contract'
import { warningsAboutRequest, warningsAboutTemplates } from '../../src/config-warnings'
import { createSubscribeFlow } from '../../src/subscribe-flow'
import type { SubscribeOptions } from '../../src/options'
import { readOptions } from '../../src/options'
import { agree, createWorld, json, options } from './support'

function doubts(change: Partial<SubscribeOptions>, isPageLoading?: boolean): string[] {
  const { host } = createWorld({
    host: isPageLoading === undefined ? {} : { isPageLoading: () => isPageLoading },
  })
  return warningsAboutRequest(readOptions({ ...options, ...change }, host.language()).request, host)
}

it.each([
  [
    'more than three templates',
    { templateIds: ['1', '2', '3', '4'] },
    /templateIds has 4 codes.*Ask for fewer/,
  ],
  ['auth_base', { scopes: ['auth_base'] }, /auth_base.*INVALID_ACCESS_TOKEN.*Use auth_user/],
  ['auth_base among others', { scopes: ['auth_user', 'auth_base'] }, /auth_base/],
  [
    'an http backend',
    { backendUrl: 'http://shop.example/api' },
    /http:\/\/shop\.example\/api is http.*Use https/,
  ],
  ['a host that only begins like this machine', { backendUrl: 'http://localhost.example' }, /is http/],
  ['another that does', { backendUrl: 'http://127.0.0.1.example/' }, /is http/],
])('%s: one doubt that says what to do', (_, change, text) => {
  expect(doubts(change)).toEqual([expect.stringMatching(text)])
})

it('opening while the page loads: one doubt that says when to open', () => {
  expect(doubts({}, true)).toEqual([expect.stringMatching(/while the page loads.*when the user taps/)])
})

it.each([
  ['three templates', { templateIds: ['1', '2', '3'] }],
  ['https', {}],
  ["a path on the page's own origin", { backendUrl: '/api' }],
  ['localhost', { backendUrl: 'http://localhost:8788' }],
  ['localhost without a path', { backendUrl: 'http://localhost' }],
  ['https with an address in it', { backendUrl: 'https://shop.example/http://shop.example' }],
  ['this machine', { backendUrl: 'http://127.0.0.1/api' }],
  ['this machine by another name', { backendUrl: 'http://127.12.34.56/api' }],
  ['this machine by IPv6', { backendUrl: 'http://[::1]:8788' }],
])('%s: no doubt', (_, change) => {
  expect([doubts(change), doubts(change, false)]).toEqual([[], []])
})

const template = (title: string, kind: TemplateText['kind'] = 'LONG_TERM') => ({ title, kind })

it('the same title twice: one doubt that names it', () => {
  expect(warningsAboutTemplates([template('Ready'), template('Sent'), template('Ready')])).toEqual([
    expect.stringContaining('"Ready"'),
  ])
})

it('ONE_TIME mixed with LONG_TERM: one doubt', () => {
  expect(warningsAboutTemplates([template('A', 'ONE_TIME'), template('B')])).toEqual([
    expect.stringMatching(/ONE_TIME and LONG_TERM.*separately/),
  ])
})

it('several of one kind with titles of their own: no doubt', () => {
  expect(warningsAboutTemplates([template('A', 'ONE_TIME'), template('B', 'ONE_TIME')])).toEqual([])
})

it('a developer is told each doubt, and the open goes on', async () => {
  const templates = ['T1', 'T2'].map((templateCode) => ({ templateCode, ...template('Same') }))
  const sender = { name: 'S', privacyUrl: 'https://s.example' }
  const world = createWorld({
    person: agree,
    host: { isPageLoading: () => true },
    backend: ({ method }) => (method === 'GET' ? json({ sender, textVersion: '1', templates }) : undefined),
  })
  const result = await createSubscribeFlow(world.host).open({ ...options, templateIds: ['T1', 'T2'] })
  expect(result).toMatchObject({ success: true })
  expect(world.warnings).toEqual([
    expect.stringContaining('while the page loads'),
    expect.stringContaining('"Same"'),
  ])
})
