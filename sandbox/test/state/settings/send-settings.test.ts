import { showRequest } from '../../../src/gateway/request-log.js'
import { sendSettings } from '../../../src/state/settings/send-settings.js'
import { call } from '../../support/merchant.js'
import { isComplete, probed, type Probe } from '../../support/setting-probe.js'
import {
  accessToken,
  applyToken,
  authCode,
  exchange,
  message,
  sendMessage,
  values,
} from '../../support/shop.js'
import { appId, mei, type TestSandbox } from '../../support/test-sandbox.js'

/** The code of the last of some sends, each with what differs from a good one. */
async function lastCode({ app, sandbox }: TestSandbox, ...sends: Record<string, unknown>[]): Promise<string> {
  const token = await accessToken(app, sandbox)
  let code = ''
  for (const more of sends) code = (await sendMessage(app, message(token, more))).result.resultCode
  return code
}
const warningsOf = ({ sandbox }: TestSandbox): number =>
  sandbox.requestLog.list().map(showRequest)[0]!.warnings.length
const withValues = (more: Record<string, string | undefined>) => ({
  templates: [{ language: 'en', templateParameters: { ...values, ...more } }],
})

const probes: Record<keyof typeof sendSettings, Probe> = {
  subscriptionSource: {
    cases: [
      ['merchant', 'SUCCESS'],
      ['official-panel', 'USER_NOT_SUBSCRIBED'],
    ],
    see: (world) => lastCode(world, {}),
  },
  idempotentSend: {
    cases: [
      [true, 1],
      [false, 2],
    ],
    async see(world) {
      await lastCode(world, {}, {})
      return world.sandbox.state.inbox.list().length
    },
  },
  otherBodySameRequestId: {
    cases: [
      ['refuse', 'PARAM_ILLEGAL'],
      ['replay', 'SUCCESS'],
    ],
    see: (world) => lastCode(world, {}, { extendInfo: '{}' }),
  },
  otherBodyCode: {
    cases: ['PARAM_ILLEGAL', 'REPEAT_REQ_INCONSISTENT', 'VERIFY_REQUEST_ID_INVALID'].map((one) => [one, one]),
    see: (world) => lastCode(world, {}, { extendInfo: '{}' }),
  },
  requestIdScope: {
    cases: [
      ['mini-program', 'SUCCESS'],
      ['merchant', 'PARAM_ILLEGAL'],
    ],
    async see(world) {
      const { app, sandbox } = world
      const { state } = sandbox
      state.miniPrograms.set('P2', { ...sandbox.miniProgram, appId: 'P2' })
      const { templateId } = state.templates.create(sandbox.seed.templates[0]!)
      const { applicationId } = state.templates.apply(templateId, 'P2', 'x', 0)
      const { templateCode } = state.templates.approve(applicationId, 0)
      await lastCode(world, {})
      const authorization = { userId: mei, appId: 'P2', site: 'ALIPAY_CN' as const, scopes: ['auth_user'] }
      const code = state.authCodes.issue({ ...authorization, path: [] }, sandbox.clock.now() + 1)
      const { accessToken: token } = await applyToken(app, exchange(code, { appId: 'P2' }))
      const body = message(String(token), { appId: 'P2', templateCode })
      return (await sendMessage(app, body)).result.resultCode
    },
  },
  requestIdMemoryMs: {
    cases: [
      [0, 1],
      [60_000, 2],
    ],
    async see({ app, sandbox }) {
      const body = message(await accessToken(app, sandbox))
      await sendMessage(app, body)
      sandbox.clock.offsetMs = 60_000
      await sendMessage(app, body)
      return sandbox.state.inbox.list().length
    },
  },
  sendWithUserInfoToken: {
    cases: [
      ['off', ['SUCCESS', 0]],
      ['warn', ['SUCCESS', 1]],
      ['refuse', ['INVALID_ACCESS_TOKEN', 0]],
    ],
    see: async (world) => [await lastCode(world, {}), warningsOf(world)],
  },
  sendWithAuthBaseToken: {
    cases: [
      ['off', ['SUCCESS', 0]],
      ['warn', ['SUCCESS', 1]],
      ['refuse', ['INVALID_ACCESS_TOKEN', 0]],
    ],
    beside: { sendWithUserInfoToken: 'off' },
    async see(world) {
      const { app, sandbox } = world
      const { accessToken: token } = await applyToken(app, exchange(authCode(sandbox, mei, ['auth_base'])))
      const { result } = await sendMessage(app, message(String(token)))
      return [result.resultCode, warningsOf(world)]
    },
  },
  withoutSendMessageScope: {
    cases: [
      ['USER_NOT_SUBSCRIBED', 'USER_NOT_SUBSCRIBED'],
      ['ACCESS_DENIED', 'ACCESS_DENIED'],
      ['send', 'SUCCESS'],
    ],
    async see({ app, sandbox }) {
      const { state, miniProgram } = sandbox
      miniProgram.sites = new Map([['GCASH', { authClientId: 'AC_G' }]])
      state.users.set('G1', { ...state.users.get(mei)!, userId: 'G1', site: 'GCASH' })
      const draft = { ...sandbox.seed.templates[0]!, site: 'GCASH' as const }
      const { applicationId } = state.templates.apply(state.templates.create(draft).templateId, appId, 'x', 0)
      const { templateCode } = state.templates.approve(applicationId, 0)
      const common = { customerBelongsTo: 'GCASH', authClientId: 'AC_G' }
      const authorization = { userId: 'G1', appId, site: 'GCASH' as const, scopes: ['auth_user'], path: [] }
      const code = state.authCodes.issue(authorization, sandbox.clock.now() + 1)
      const { accessToken: token } = await applyToken(app, exchange(code, common))
      const body = message(String(token), { ...common, templateCode })
      return (await sendMessage(app, body)).result.resultCode
    },
  },
  lockedUserCode: {
    cases: ['USER_STATUS_ERROR', 'USER_NOT_SUBSCRIBED'].map((one) => [one, one]),
    see(world) {
      const { users } = world.sandbox.state
      users.set(mei, { ...users.get(mei)!, status: 'FROZEN' })
      return lastCode(world, {})
    },
  },
  messagesPerUserAndDay: {
    cases: [
      [0, 'SUCCESS'],
      [1, 'MESSAGE_SEND_EXCEED_LIMIT'],
    ],
    see: (world) => lastCode(world, {}, { requestId: 'second' }),
  },
  missingVariable: {
    cases: [
      ['refuse', 'PARAM_ILLEGAL'],
      ['leave', 'SUCCESS'],
    ],
    see: (world) => lastCode(world, withValues({ miniBodyUrl: undefined })),
  },
  unknownVariable: {
    cases: [
      ['ignore', 'SUCCESS'],
      ['refuse', 'PARAM_ILLEGAL'],
    ],
    see: (world) => lastCode(world, withValues({ color: 'red' })),
  },
  specialCharactersInValues: {
    cases: [
      ['accept', 'SUCCESS'],
      ['refuse', 'PARAM_ILLEGAL'],
    ],
    see: (world) => lastCode(world, withValues({ storeName: 'Rice @ home' })),
  },
  longestMessage: {
    cases: [
      [4096, 'PARAM_ILLEGAL'],
      [0, 'SUCCESS'],
    ],
    see: (world) => lastCode(world, withValues({ storeName: 'x'.repeat(4096) })),
  },
  linkWithoutQuery: {
    cases: [
      ['accept', 'SUCCESS'],
      ['refuse', 'PARAM_ILLEGAL'],
    ],
    see: (world) => lastCode(world, withValues({ miniBodyUrl: 'pages%2Findex%2Findex' })),
  },
  sendInboxCode: {
    cases: ['SUCCESS', 'ACCEPT'].map((one) => [one, one]),
    async see({ app, sandbox }) {
      const { templateCode, templates, requestId } = message('')
      const body = { accessToken: await accessToken(app, sandbox), templateCode, templates, requestId }
      return (await call(app, '/v2/messages/sendInbox', body)).result.resultCode
    },
  },
}

test.each(Object.entries(probes))('%s: each of its values is seen to be in force', async (name, probe) => {
  expect(isComplete(sendSettings[name as keyof typeof sendSettings], probe)).toBe(true)
  expect(await probed(name, probe)).toEqual(probe.cases)
})
