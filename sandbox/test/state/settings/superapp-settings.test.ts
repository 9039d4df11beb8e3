import { createMy } from '../../../src/bridge/my.js'
import { superAppSettings } from '../../../src/state/settings/superapp-settings.js'
import { answerAuthorizationPage, getAuthCode, getSiteInfo } from '../../../src/superapp/get-auth-code.js'
import { requestSubscribeMessage } from '../../../src/superapp/request-subscribe-message.js'
import { isComplete, probed, type Probe } from '../../support/setting-probe.js'
import { appId, mei, templateCode, type TestSandbox } from '../../support/test-sandbox.js'

const asked = { userId: mei, appId, scopes: ['auth_user'] }

function answered({ sandbox }: TestSandbox, answer: 'allow' | 'refuse') {
  const needed = getAuthCode(sandbox.state, sandbox.clock, asked)
  if (!('page' in needed)) throw new Error('no page was needed')
  return answerAuthorizationPage(sandbox.state, sandbox.clock, needed.page.pageId, { answer })
}

/** Of a user in another super app. */
function withGcash({ sandbox }: TestSandbox): void {
  const { miniProgram, state } = sandbox
  miniProgram.sites = new Map([...miniProgram.sites, ['GCASH', { authClientId: 'AC_G' }]])
  state.users.set('G1', { ...state.users.get(mei)!, userId: 'G1', site: 'GCASH' })
}

const bridge = ({ sandbox }: TestSandbox) =>
  createMy({
    appId,
    appIdShape: sandbox.state.settings.appIdShape,
    httpErrors: sandbox.state.settings.httpErrors,
    callPhone: () => undefined,
    send: () => Promise.resolve(new Response('{}', { status: 404 })),
  })

const probes: Record<keyof typeof superAppSettings, Probe> = {
  rememberGrants: {
    cases: [
      [true, ['success']],
      [false, ['page']],
    ],
    see(world) {
      answered(world, 'allow')
      return Object.keys(getAuthCode(world.sandbox.state, world.sandbox.clock, asked))
    },
  },
  jsapiFailureFamily: {
    cases: [
      ['by-site', ['error', 'errorMessage']],
      ['ALIPAY_CN', ['error', 'errorMessage']],
      ['ALIPAY_PLUS', ['error', 'errorMessage', 'authErrorScopes']],
      ['ALIPAY_PLUS_SCOPES_ONLY', ['authErrorScopes']],
    ],
    see(world) {
      const answer = answered(world, 'refuse')
      return 'fail' in answer && Object.keys(answer.fail)
    },
  },
  refusedScopeCode: {
    cases: [
      ['10001', { auth_user: '10001' }],
      ['40006', { auth_user: '40006' }],
    ],
    beside: { jsapiFailureFamily: 'ALIPAY_PLUS' },
    see(world) {
      const answer = answered(world, 'refuse')
      return 'fail' in answer && answer.fail.authErrorScopes
    },
  },
  siteInfoField: {
    cases: [
      ['siteName', { success: { siteName: 'ALIPAY_CN' } }],
      ['customerBelongsTo', { success: { customerBelongsTo: 'ALIPAY_CN' } }],
    ],
    see: ({ sandbox }) => getSiteInfo(sandbox.state, { userId: mei, appId }),
  },
  appIdShape: {
    cases: [
      ['object', { appId }],
      ['string', appId],
    ],
    see: (world) => bridge(world).getAppIdSync(),
  },
  httpErrors: {
    cases: [
      ['success', { success: 404 }],
      ['fail', { fail: 19 }],
    ],
    see: (world) =>
      new Promise((seen) =>
        bridge(world).request({
          url: 'http://shop.example/',
          success: (answer) => seen({ success: (answer as { status: number }).status }),
          fail: (failure) => seen({ fail: (failure as { error: number }).error }),
        }),
      ),
  },
  nativePanel: {
    cases: [
      ['takes-codes', ['panel', 106008]],
      ['ALIPAY_CN-only', ['panel', 402]],
      ['refuses-codes', [106008, 106008]],
    ],
    see(world) {
      withGcash(world)
      const { state, clock } = world.sandbox
      return [mei, 'G1'].map((userId) => {
        const answer = requestSubscribeMessage(state, clock, { userId, appId, entityIds: [templateCode] })
        return 'fail' in answer ? answer.fail.errorCode : Object.keys(answer)[0]
      })
    },
  },
}

test.each(Object.entries(probes))('%s: each of its values is seen to be in force', async (name, probe) => {
  expect(isComplete(superAppSettings[name as keyof typeof superAppSettings], probe)).toBe(true)
  expect(await probed(name, probe)).toEqual(probe.cases)
})
