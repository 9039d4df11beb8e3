import type { FastifyInstance } from 'fastify'
import { showRequest } from '../../src/gateway/request-log.js'
import { call, type GatewayAnswer } from '../support/merchant.js'
import {
  accessToken,
  applyToken,
  authCode,
  exchange,
  message,
  refresh,
  sendMessage,
  values,
} from '../support/shop.js'
import { appId, lin, mei, templateCode, testSandbox, type TestSandbox } from '../support/test-sandbox.js'

async function setUp(settings = {}, userId = mei) {
  const { app, sandbox } = testSandbox(settings)
  const token = await accessToken(app, sandbox, userId)
  const sendCode = async (more: Record<string, unknown> = {}) =>
    (await sendMessage(app, message(token, more))).result
  return { app, sandbox, token, sendCode }
}

test('a message lies in its user’s inbox with every placeholder replaced, and in nobody else’s', async () => {
  const { app, sandbox, token } = await setUp()
  const answer = await sendMessage(app, message(token))
  expect(answer).toMatchObject({
    result: { resultCode: 'SUCCESS' },
    messageId: expect.stringMatching(/^\w{1,64}$/),
  })
  expect(sandbox.state.inbox.list()).toEqual([
    {
      messageId: answer.messageId,
      requestId: 'order-123456',
      userId: mei,
      appId: 'P0000000000000010001',
      templateCode,
      language: 'zh-CN',
      sender: '好味鸡饭',
      title: '您的餐点已备好',
      body: '您在“Yummy Chicken Rice”的订单 123456 已备好，请取餐。',
      footer: '查看订单',
      targets: {
        body: { page: 'pages/index/index', query: 'storeId=8888' },
        footer: { page: 'pages/index/index', query: 'storeId=8888' },
      },
      deliveredAt: '2026-11-20T04:00:00.000Z',
    },
  ])
  expect(sandbox.state.inbox.list(lin)).toEqual([])
})

const inLanguages = (...languages: string[]) => ({
  templates: languages.map((language) => ({ language, templateParameters: values })),
})

test.each([
  ['a Chinese reader, both sent', mei, ['en-US', 'zh-CN'], 'zh-CN'],
  ['an English reader, both sent', lin, ['zh-CN', 'en-US'], 'en'],
  ['an English reader, Chinese alone', lin, ['zh-CN'], 'zh-CN'],
])('%s: the message is in the reader’s language if it was sent', async (_who, userId, sent, shown) => {
  const { sandbox, sendCode } = await setUp({}, userId)
  await sendCode(inLanguages(...sent))
  expect(sandbox.state.inbox.list(userId)).toMatchObject([{ language: shown }])
})

test('a value that looks like a placeholder is not filled in turn', async () => {
  const { sandbox, sendCode } = await setUp({}, lin)
  const templateParameters = { ...values, orderNo: '{{storeName}} $& 1' }
  await sendCode({ templates: [{ language: 'en', templateParameters }] })
  expect(sandbox.state.inbox.list()).toMatchObject([
    { body: 'Order {{storeName}} $& 1 is ready for you at Yummy Chicken Rice.' },
  ])
})

test.each<[string, Record<string, unknown>, string, string]>([
  ['an unknown template', { templateCode: 'TP_X' }, 'TEMPLATE_NOT_EXIST', 'TP_X'],
  [
    'a missing placeholder',
    { templates: [{ language: 'en', templateParameters: { ...values, storeName: undefined } }] },
    'PARAM_ILLEGAL',
    'storeName is missing',
  ],
  [
    'a missing placeholder in a language that the user does not read',
    {
      templates: [
        { language: 'zh-CN', templateParameters: values },
        { language: 'en', templateParameters: { ...values, orderNo: undefined } },
      ],
    },
    'PARAM_ILLEGAL',
    'orderNo is missing for language en',
  ],
  ['a language without a text', inLanguages('fr'), 'PARAM_ILLEGAL', 'no text in fr; it has en, zh-CN'],
  ['a language that is not a tag', inLanguages('Chinese!'), 'PARAM_ILLEGAL', 'templates[0].language'],
  ['no templates', { templates: [] }, 'PARAM_ILLEGAL', 'templates must be a list of 1 to 5'],
  ['six templates', inLanguages('en', 'en', 'en', 'en', 'en', 'en'), 'PARAM_ILLEGAL', '1 to 5'],
  [
    'a value that is not a text',
    { templates: [{ language: 'en', templateParameters: { ...values, orderNo: 1 } }] },
    'PARAM_ILLEGAL',
    'orderNo must be a string',
  ],
  [
    'a link that is not URL-encoded',
    { templates: [{ language: 'en', templateParameters: { ...values, miniBodyUrl: '%zz' } }] },
    'PARAM_ILLEGAL',
    'miniBodyUrl',
  ],
  ['a requestId that is too long', { requestId: 'r'.repeat(65) }, 'PARAM_ILLEGAL', 'requestId has 65'],
  ['no requestId', { requestId: undefined }, 'PARAM_ILLEGAL', 'requestId is missing'],
  ['an unknown token', { accessToken: 'nosuch' }, 'INVALID_ACCESS_TOKEN', 'accessToken'],
])('%s: nothing is delivered, the answer says why', async (_what, broken, code, words) => {
  const { sandbox, sendCode } = await setUp()
  expect(await sendCode(broken)).toMatchObject({
    resultCode: code,
    resultStatus: 'F',
    resultMessage: expect.stringContaining(words),
  })
  expect(sandbox.state.inbox.list()).toEqual([])
})

test('the same request again gives the same messageId and no second message, also with a renewed token', async () => {
  const { app, sandbox, token } = await setUp()
  const first = await sendMessage(app, message(token))
  const renewed = await applyToken(app, exchange(authCode(sandbox)))
  const again = await sendMessage(app, message(String(renewed.accessToken)))
  expect(again).toEqual(first)
  expect(sandbox.state.inbox.list()).toHaveLength(1)
})

test('the order of names in a repeated request does not matter', async () => {
  const { app, sandbox, token } = await setUp()
  await sendMessage(app, message(token))
  const turned = Object.fromEntries(Object.entries(message(token)).reverse())
  expect((await sendMessage(app, turned)).result.resultCode).toBe('SUCCESS')
  expect(sandbox.state.inbox.list()).toHaveLength(1)
})

test.each([
  ['another content', mei, { templates: [{ language: 'en', templateParameters: values }] }],
  ['another user', lin, {}],
])('a requestId that comes again with %s is refused', async (_what, userId, more) => {
  const { app, sandbox, token } = await setUp()
  await sendMessage(app, message(token))
  const other = await accessToken(app, sandbox, userId)
  expect((await sendMessage(app, message(other, more))).result).toMatchObject({
    resultCode: 'PARAM_ILLEGAL',
    resultMessage: expect.stringContaining('requestId'),
  })
  expect(sandbox.state.inbox.list()).toHaveLength(1)
})

test('with otherBodySameRequestId replay the first outcome comes back', async () => {
  const { sandbox, sendCode } = await setUp({ otherBodySameRequestId: 'replay' })
  await sendCode()
  expect(await sendCode(inLanguages('en'))).toMatchObject({ resultCode: 'SUCCESS' })
  expect(sandbox.state.inbox.list()).toHaveLength(1)
})

test('with idempotentSend off the same request sends again', async () => {
  const { sandbox, sendCode } = await setUp({ idempotentSend: false })
  await sendCode()
  expect(await sendCode()).toMatchObject({ resultCode: 'SUCCESS' })
  expect(sandbox.state.inbox.list()).toHaveLength(2)
})

test('a request that failed may come again under its requestId', async () => {
  const { sandbox, sendCode } = await setUp()
  await sendCode({ templateCode: 'TP_X' })
  expect(await sendCode()).toMatchObject({ resultCode: 'SUCCESS' })
  expect(sandbox.state.inbox.list()).toHaveLength(1)
})

test('only what was registered in the official panel counts when the setting says so', async () => {
  const { sandbox, sendCode } = await setUp({ subscriptionSource: 'official-panel' })
  expect(await sendCode()).toMatchObject({ resultCode: 'USER_NOT_SUBSCRIBED', resultStatus: 'F' })
  sandbox.state.subscriptions.set(mei, 'P0000000000000010001', templateCode, 'SUBSCRIBED')
  expect(await sendCode()).toMatchObject({ resultCode: 'SUCCESS' })
})

test('a withdrawal in the super app stops messages under either setting', async () => {
  const { sandbox, sendCode } = await setUp()
  sandbox.state.subscriptions.set(mei, 'P0000000000000010001', templateCode, 'WITHDRAWN')
  expect(await sendCode()).toMatchObject({ resultCode: 'USER_NOT_SUBSCRIBED' })
  expect(sandbox.state.inbox.list()).toEqual([])
})

describe('the token for sending', () => {
  const tokenOf = async (app: FastifyInstance, path: string, body: object) =>
    (await call(app, path, body)) as GatewayAnswer & { accessToken: string; refreshToken: string }
  const apply = '/v2/authorizations/applyToken'
  const applyAndAsk = '/v2/authorizations/applyTokenAndInquiryUserInfo'
  const ask = (token: string) => ({ appId, customerBelongsTo: 'ALIPAY_CN', accessToken: token })
  const warningsOf = ({ sandbox }: TestSandbox) => sandbox.requestLog.list().map(showRequest)[0]!.warnings

  const ofStep21: [string, (world: TestSandbox) => Promise<string>][] = [
    ['of the first code', ({ app, sandbox }) => accessToken(app, sandbox)],
    [
      'got with user information',
      async ({ app, sandbox }) => (await tokenOf(app, applyAndAsk, exchange(authCode(sandbox)))).accessToken,
    ],
    [
      'refreshed',
      async ({ app, sandbox }) => {
        const { refreshToken } = await tokenOf(app, apply, exchange(authCode(sandbox)))
        return (await tokenOf(app, apply, refresh(refreshToken))).accessToken
      },
    ],
    [
      'kept although there is a newer one',
      async ({ app, sandbox }) => {
        const token = await accessToken(app, sandbox)
        await accessToken(app, sandbox)
        return token
      },
    ],
    [
      'of a second login, by which user information was read',
      async ({ app, sandbox }) => {
        await accessToken(app, sandbox)
        const token = await accessToken(app, sandbox)
        await call(app, '/v2/users/inquiryUserInfo', ask(token))
        return token
      },
    ],
  ]
  test.each(ofStep21)(
    'the token of step 2.1 sends with a warning that the request log shows: %s',
    async (_kind, get) => {
      const world = testSandbox()
      const { result } = await sendMessage(world.app, message(await get(world)))
      expect(result.resultCode).toBe('SUCCESS')
      expect(warningsOf(world)).toEqual([expect.stringMatching(/step 2\.1.*sendWithUserInfoToken.*step 3/s)])
    },
  )

  test.each(ofStep21)('where the setting refuses it, nothing is delivered: %s', async (_kind, get) => {
    const world = testSandbox({ sendWithUserInfoToken: 'refuse' })
    const { result } = await sendMessage(world.app, message(await get(world)))
    expect(result).toMatchObject({ resultCode: 'INVALID_ACCESS_TOKEN' })
    expect(result.resultMessage).toContain('step 2.1')
    expect(world.sandbox.requestLog.list().map(showRequest)[0]!.remedy).toContain('my.getAuthCode again')
    expect(world.sandbox.state.inbox.list()).toEqual([])
  })

  test('the new token of step 3 sends without a warning, also after auth_base alone was asked first', async () => {
    const world = testSandbox({ sendWithUserInfoToken: 'refuse', sendWithAuthBaseToken: 'refuse' })
    const { app, sandbox } = world
    await applyToken(app, exchange(authCode(sandbox, mei, ['auth_base'])))
    const { result } = await sendMessage(app, message(await accessToken(app, sandbox)))
    expect(result.resultCode).toBe('SUCCESS')
    expect(warningsOf(world)).toEqual([])
  })

  test('another user’s first token does not count for this one', async () => {
    const world = testSandbox()
    await accessToken(world.app, world.sandbox, lin)
    await sendMessage(world.app, message(await accessToken(world.app, world.sandbox)))
    expect(warningsOf(world)).toHaveLength(1)
  })
})
