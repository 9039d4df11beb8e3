import {
  answerPanel,
  requestSubscribeMessage,
  type PanelChoice,
} from '../../src/superapp/request-subscribe-message.js'
import type { Settings } from '../../src/state/settings.js'
import { control } from '../support/control.js'
import { appId, lin, mei, templateCode, testSandbox } from '../support/test-sandbox.js'

function setUp(settings: Partial<Settings> = {}) {
  const { app, sandbox } = testSandbox(settings)
  const addTemplate = (kind: 'ONE_TIME' | 'LONG_TERM'): string => {
    const { templateId } = sandbox.state.templates.create({ ...sandbox.seed.templates[0]!, kind })
    const { applicationId } = sandbox.state.templates.apply(templateId, appId, 'x', 0)
    return sandbox.state.templates.approve(applicationId, 0).templateCode ?? ''
  }
  const ask = (entityIds: string[], userId = mei, program = appId) =>
    requestSubscribeMessage(sandbox.state, sandbox.clock, { userId, appId: program, entityIds })
  const choose = (entityIds: string[], choice: PanelChoice) => {
    const asked = ask(entityIds)
    if (!('panel' in asked)) throw new Error('no panel came')
    return answerPanel(sandbox.state, sandbox.clock, asked.panel.panelId, choice)
  }
  return { app, sandbox, addTemplate, ask, choose }
}

test('agreeing registers, and the result names what was added', () => {
  const { sandbox, addTemplate, choose } = setUp()
  const second = addTemplate('LONG_TERM')
  const both = [templateCode, second]
  expect(choose(both, { answer: 'AGREE', accepted: [second] })).toEqual({
    success: {
      [templateCode]: 'reject',
      [second]: 'accept',
      behavior: 'subscribe',
      show: true,
      keep: false,
      refuse: false,
      result: {
        subscribeEntityIds: [second],
        subscribedEntityIds: [second],
        unsubscribedEntityIds: [templateCode],
        currentSubscribedEntityIds: [second],
      },
    },
  })
  expect(sandbox.state.subscriptions.of(mei, appId, second)).toBe('SUBSCRIBED')
})

test('refusing is success too: only the lists tell', () => {
  const { choose } = setUp()
  expect(choose([templateCode], { answer: 'REJECT' })).toMatchObject({
    success: {
      behavior: 'subscribe',
      result: { subscribedEntityIds: [], unsubscribedEntityIds: [templateCode] },
    },
  })
})

test.each(['cancel', 'mask', 'back'] as const)('%s is error 11 and registers nothing', (answer) => {
  const { sandbox, choose } = setUp()
  expect(choose([templateCode], { answer })).toMatchObject({
    fail: { errorCode: 11, error: 11, behavior: 'cancel', result: { entityList: [templateCode] } },
  })
  expect(sandbox.state.subscriptions.of(mei, appId, templateCode)).toBeNull()
})

test.each<[string, string[], number]>([
  ['no template', [], 203],
  ['four templates', ['a', 'b', 'c', 'd'], 203],
  ['an unknown template', ['TP_X'], 106008],
])('%s fails with the documented code', (_what, entityIds, errorCode) => {
  expect(setUp().ask(entityIds)).toMatchObject({ fail: { errorCode, behavior: '', show: false } })
})

test('one-time and long-term together are 106002, an unknown mini program is 402', () => {
  const { addTemplate, ask } = setUp()
  expect(ask([templateCode, addTemplate('ONE_TIME')])).toMatchObject({ fail: { errorCode: 106002 } })
  expect(ask([templateCode], mei, 'P404')).toMatchObject({ fail: { errorCode: 402 } })
})

test('whether the codes are taken at all, and elsewhere than in Alipay China, is a setting', () => {
  expect(setUp({ nativePanel: 'refuses-codes' }).ask([templateCode])).toMatchObject({
    fail: { errorCode: 106008 },
  })
  const { sandbox, ask } = setUp({ nativePanel: 'ALIPAY_CN-only' })
  expect(ask([templateCode])).toHaveProperty('panel')
  sandbox.miniProgram.sites = new Map([...sandbox.miniProgram.sites, ['GCASH', { authClientId: 'A' }]])
  sandbox.state.users.set('G1', { ...sandbox.state.users.get(lin)!, userId: 'G1', site: 'GCASH' })
  expect(ask([templateCode], 'G1')).toMatchObject({ fail: { errorCode: 402 } })
})

test('a template of another super app is 106008', () => {
  const { sandbox, ask } = setUp()
  const draft = { ...sandbox.seed.templates[0]!, site: 'GCASH' as const }
  const { templateId } = sandbox.state.templates.create(draft)
  const { applicationId } = sandbox.state.templates.apply(templateId, appId, 'x', 0)
  const { templateCode: foreign = '' } = sandbox.state.templates.approve(applicationId, 0)
  expect(ask([foreign])).toMatchObject({ fail: { errorCode: 106008 } })
})

test('a panel that a reloaded page left open ends with the next visit, for that user alone', async () => {
  const { app, ask } = setUp()
  ask([templateCode])
  ask([templateCode], lin)
  await app.inject({ method: 'POST', url: '/superapp/visits', payload: { userId: mei, appId } })
  expect(ask([templateCode])).toHaveProperty('panel')
  expect(ask([templateCode], lin)).toMatchObject({ fail: { errorCode: 15 } })
})

test('while a panel is open a second one is 15, for that user alone', () => {
  const { ask } = setUp()
  expect(ask([templateCode])).toHaveProperty('panel')
  expect(ask([templateCode])).toMatchObject({ fail: { errorCode: 15 } })
  expect(ask([templateCode], lin)).toHaveProperty('panel')
})

test('after a long-term consent no panel comes: the answer of before is repeated', () => {
  const { ask, choose } = setUp()
  choose([templateCode], { answer: 'AGREE' })
  expect(ask([templateCode])).toMatchObject({
    success: { show: false, [templateCode]: 'accept', result: { currentSubscribedEntityIds: [] } },
  })
})

test('"always keep" and "refuse, don’t ask" keep the panel away', () => {
  const { addTemplate, ask, choose } = setUp()
  const once = addTemplate('ONE_TIME')
  choose([once], { answer: 'AGREE' })
  expect(ask([once])).toHaveProperty('panel')
  const { sandbox, addTemplate: add, ask: askAgain, choose: chooseAgain } = setUp()
  const other = add('ONE_TIME')
  chooseAgain([other], { answer: 'AGREE', keep: true })
  expect(askAgain([other])).toMatchObject({ success: { show: false, keep: true } })
  chooseAgain([templateCode], { answer: 'REJECT', refuse: true })
  expect(askAgain([templateCode])).toMatchObject({ success: { show: false, refuse: true } })
  expect(sandbox.state.subscriptions.list()).toHaveLength(2)
})

test.each<[string, object]>([
  ['AGREE', { success: { [templateCode]: 'accept' } }],
  ['REJECT', { success: { [templateCode]: 'reject' } }],
  ['mask', { fail: { errorCode: 11 } }],
])('auto-answer %s decides without a phone', async (panel, expected) => {
  const { app } = setUp()
  const { post } = control(app)
  await post('auto-answer', { panel })
  expect((await post('jsapi/requestSubscribeMessage', { entityIds: [templateCode] })).body).toMatchObject(
    expected,
  )
})

test('on the phone a panel is answered once', async () => {
  const { app } = setUp()
  const post = async (path: string, payload: object) =>
    (await app.inject({ method: 'POST', url: `/superapp/subscribe-panels${path}`, payload })).json()
  const { panel } = await post('', { userId: mei, appId, entityIds: [templateCode] })
  expect(panel).toMatchObject({ kind: 'LONG_TERM', templates: [{ templateCode, name: 'Order ready' }] })
  expect(await post(`/${panel.panelId}`, { answer: 'AGREE' })).toMatchObject({ success: { show: true } })
  expect(await post(`/${panel.panelId}`, { answer: 'AGREE' })).toMatchObject({ error: { code: 'NOT_FOUND' } })
})
