import type { Sandbox } from '../../src/sandbox.js'
import type { FastifyInstance } from 'fastify'
import { call, type GatewayAnswer } from './merchant.js'
import { appId, mei, templateCode } from './test-sandbox.js'

/** A code of this user, as if he had allowed it on the authorization page. */
export function authCode(sandbox: Sandbox, userId = mei, scopes: string[] = ['auth_user']): string {
  const expiresAt = sandbox.clock.now() + sandbox.state.settings.authCodeLifetimeMs
  return sandbox.state.authCodes.issue({ userId, appId, site: 'ALIPAY_CN', scopes, path: [] }, expiresAt)
}

export const exchange = (code: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  appId,
  customerBelongsTo: 'ALIPAY_CN',
  grantType: 'AUTHORIZATION_CODE',
  authCode: code,
  ...more,
})

export const refresh = (refreshToken: unknown): Record<string, unknown> => ({
  appId,
  customerBelongsTo: 'ALIPAY_CN',
  grantType: 'REFRESH_TOKEN',
  refreshToken,
})

export const applyToken = (app: FastifyInstance, body: Record<string, unknown>): Promise<GatewayAnswer> =>
  call(app, '/v2/authorizations/applyToken', body)

/** A token that may send to this user. */
export async function accessToken(app: FastifyInstance, sandbox: Sandbox, userId = mei): Promise<string> {
  const answer = await applyToken(app, exchange(authCode(sandbox, userId)))
  return String(answer.accessToken)
}

const link = 'pages%2Findex%2Findex&query=storeId%3D8888'
export const values = {
  orderNo: '123456',
  storeName: 'Yummy Chicken Rice',
  miniBodyUrl: link,
  miniFooterUrl: link,
}

/** A send that the platform takes; `more` breaks it one way. */
export const message = (token: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  appId,
  accessToken: token,
  customerBelongsTo: 'ALIPAY_CN',
  requestId: 'order-123456',
  templateCode,
  templates: [{ language: 'zh-CN', templateParameters: values }],
  ...more,
})

export const sendMessage = (app: FastifyInstance, body: Record<string, unknown>): Promise<GatewayAnswer> =>
  call(app, '/v2/miniprogram/message/send', body)
