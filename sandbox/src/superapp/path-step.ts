import Type, { type Static } from 'typebox'

const Actor = Type.Enum(['user', 'superApp', 'program', 'backend', 'platform'])

/** One thing that truly happened on the way of a message. */
export const PathStep = Type.Object({
  step: Type.Enum(
    [
      'ask',
      'page',
      'tap',
      'code',
      'token',
      'tokenGiven',
      'tokenAndUserInfo',
      'refresh',
      'userInfo',
      'userInfoGiven',
      'subscribe',
      'send',
      'lookUp',
      'userId',
      'fill',
      'deliver',
      'show',
      'delivered',
      'sent',
      'open',
    ],
    {
      description:
        'ask: my.getAuthCode. page: the authorization page was shown. tap: the user allowed it. code: the auth code was ' +
        'given. token: it was exchanged (tokenAndUserInfo: by applyTokenAndInquiryUserInfo). refresh: the token was ' +
        'renewed. tokenGiven: the answer to these. userInfo, userInfoGiven: user information was asked for and ' +
        'given. subscribe: the user agreed in the super app’s own panel. send: message/send. lookUp, userId: the ' +
        'platform asks the super app whose the token is. fill: the placeholders are replaced. deliver: the message goes to ' +
        'the super app. show: it lies in the inbox. delivered, sent: the results. open: the user tapped it.',
    },
  ),
  at: Type.Number({ description: 'Milliseconds since 1970, real time.' }),
  from: Actor,
  to: Actor,
  label: Type.String({ description: 'What happened, in a few words.' }),
  detail: Type.Optional(
    Type.String({ description: 'What was special: scopes, a result code, faults that struck, again.' }),
  ),
  number: Type.Optional(
    Type.String({
      description: 'Its number in the diagram of “Message sending”, step 4 (within a range: inferred).',
    }),
  ),
  isReturn: Type.Boolean({ description: 'True for what answers an earlier step.' }),
  isGood: Type.Boolean({ description: 'False where it was refused.' }),
  requestLogId: Type.Optional(Type.String({ description: 'The call in the request log.' })),
})
export type PathStep = Static<typeof PathStep>

type Step = PathStep['step']

const facts: Record<Step, Pick<PathStep, 'from' | 'to' | 'label' | 'number'> & { isReturn?: true }> = {
  ask: { from: 'program', to: 'superApp', label: 'my.getAuthCode' },
  page: { from: 'superApp', to: 'user', label: 'authorization page' },
  tap: { from: 'user', to: 'superApp', label: 'Allow' },
  code: { from: 'superApp', to: 'program', label: 'auth code', isReturn: true },
  token: { from: 'backend', to: 'platform', label: 'applyToken' },
  tokenAndUserInfo: { from: 'backend', to: 'platform', label: 'applyTokenAndInquiryUserInfo' },
  refresh: { from: 'backend', to: 'platform', label: 'applyToken (refresh)' },
  tokenGiven: { from: 'platform', to: 'backend', label: 'access token', isReturn: true },
  userInfo: { from: 'backend', to: 'platform', label: 'inquiryUserInfo' },
  userInfoGiven: { from: 'platform', to: 'backend', label: 'user information', isReturn: true },
  subscribe: { from: 'user', to: 'superApp', label: 'Agree' },
  send: { from: 'backend', to: 'platform', label: 'message/send', number: '14' },
  lookUp: { from: 'platform', to: 'superApp', label: 'userId of the token?', number: '15' },
  userId: { from: 'superApp', to: 'platform', label: 'userId', number: '16', isReturn: true },
  fill: { from: 'platform', to: 'platform', label: 'template filled', number: '17' },
  deliver: { from: 'platform', to: 'superApp', label: 'inbox message', number: '18' },
  show: { from: 'superApp', to: 'user', label: 'message in the inbox', number: '19' },
  delivered: { from: 'superApp', to: 'platform', label: 'delivered', number: '20', isReturn: true },
  sent: { from: 'platform', to: 'backend', label: 'result', number: '21', isReturn: true },
  open: { from: 'user', to: 'program', label: 'opened' },
}

/** `detail` follows the label, e.g. the scopes. */
export function pathStep(
  step: Step,
  at: number,
  { detail, isGood = true, requestLogId }: { detail?: string; isGood?: boolean; requestLogId?: string } = {},
): PathStep {
  const { from, to, label, number, isReturn = false } = facts[step]
  return {
    step,
    at,
    from,
    to,
    label: detail === undefined ? label : `${label} ${detail}`,
    ...(detail !== undefined && { detail }),
    ...(number !== undefined && { number }),
    isReturn,
    isGood,
    ...(requestLogId !== undefined && { requestLogId }),
  }
}
