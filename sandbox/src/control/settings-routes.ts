import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { Settings } from '../state/settings.js'
import type { TypedApp } from '../typed-app.js'

const Milliseconds = Type.Integer({ minimum: 1 })

const Change = Type.Partial(
  Type.Object({
    authCodeLifetimeMs: Milliseconds,
    accessTokenLifetimeMs: Milliseconds,
    refreshTokenLifetimeMs: Milliseconds,
    freshnessSeconds: Type.Integer({ minimum: 1 }),
    signatureRefusalCode: Type.Union([Type.Literal('SIGNATURE_INVALID'), Type.Literal('INVALID_SIGNATURE')]),
    staleRequestCode: Type.Union([
      Type.Literal('TIMESTAMP_INVALID'),
      Type.Literal('SIGNATURE_INVALID'),
      Type.Literal('PARAM_ILLEGAL'),
    ]),
    subscriptionSource: Type.Union([Type.Literal('merchant'), Type.Literal('official-panel')]),
    idempotentSend: Type.Boolean(),
    otherBodySameRequestId: Type.Union([Type.Literal('refuse'), Type.Literal('replay')]),
    rememberGrants: Type.Boolean(),
    jsapiFailureFamily: Type.Union([Type.Literal('ALIPAY_CN'), Type.Literal('ALIPAY_PLUS')]),
  }),
  { additionalProperties: false },
)

/** What the platform's documents leave open. What a change leaves out stays; a reset undoes it. */
export function registerSettings(app: TypedApp, sandbox: Sandbox): void {
  app.get('/_sandbox/settings', (): Settings => sandbox.state.settings)
  app.post('/_sandbox/settings', { schema: { body: Change } }, (request): Settings =>
    Object.assign(sandbox.state.settings, request.body),
  )
}
