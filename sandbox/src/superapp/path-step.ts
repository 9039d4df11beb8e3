import { Type, type Static } from '@fastify/type-provider-typebox'

const Actor = Type.Enum(['user', 'superApp', 'program', 'backend', 'platform'])

/** One thing that truly happened on the way of a message. */
export const PathStep = Type.Object({
  step: Type.Enum(
    ['ask', 'page', 'tap', 'code', 'token', 'refresh', 'subscribe', 'send', 'deliver', 'open'],
    {
      description:
        'ask: my.getAuthCode. page: the authorization page was shown. tap: the user allowed it. code: the auth code was ' +
        'given. token: it was exchanged. refresh: the token was renewed. subscribe: the user agreed in the super app’s ' +
        'own panel. send: message/send. deliver: it lies in the inbox. open: the user tapped it.',
    },
  ),
  at: Type.Number({ description: 'Milliseconds since 1970, real time.' }),
  from: Actor,
  to: Actor,
  label: Type.String({ description: 'What happened, in a few words.' }),
  detail: Type.Optional(
    Type.String({ description: 'What was special: scopes, a result code, faults that struck, again.' }),
  ),
  isGood: Type.Boolean({ description: 'False where it was refused.' }),
  requestLogId: Type.Optional(Type.String({ description: 'The call in the request log.' })),
})
export type PathStep = Static<typeof PathStep>

type Step = PathStep['step']

const facts: Record<Step, Pick<PathStep, 'from' | 'to' | 'label'>> = {
  ask: { from: 'program', to: 'superApp', label: 'my.getAuthCode' },
  page: { from: 'superApp', to: 'user', label: 'authorization page' },
  tap: { from: 'user', to: 'superApp', label: 'Allow' },
  code: { from: 'superApp', to: 'program', label: 'auth code' },
  token: { from: 'backend', to: 'platform', label: 'applyToken' },
  refresh: { from: 'backend', to: 'platform', label: 'applyToken (refresh)' },
  subscribe: { from: 'user', to: 'superApp', label: 'Agree' },
  send: { from: 'backend', to: 'platform', label: 'message/send' },
  deliver: { from: 'platform', to: 'superApp', label: 'inbox message' },
  open: { from: 'user', to: 'program', label: 'opened' },
}

/** `detail` follows the label, e.g. the scopes. */
export function pathStep(
  step: Step,
  at: number,
  { detail, isGood = true, requestLogId }: { detail?: string; isGood?: boolean; requestLogId?: string } = {},
): PathStep {
  const { from, to, label } = facts[step]
  return {
    step,
    at,
    from,
    to,
    label: detail === undefined ? label : `${label} ${detail}`,
    ...(detail !== undefined && { detail }),
    isGood,
    ...(requestLogId !== undefined && { requestLogId }),
  }
}
