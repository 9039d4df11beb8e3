import Type from 'typebox'
import { Count, type SettingFacts } from './setting-facts.js'

const tokenCheck = Type.Enum(['off', 'warn', 'refuse'])

/** message/send and messages/sendInbox. */
export const sendSettings = {
  subscriptionSource: {
    schema: Type.Enum(['merchant', 'official-panel']),
    default: 'merchant',
    meaning:
      'Whose word counts for a subscription: the merchant’s, or only what the official or native panel registered.',
    mark: 'unknown',
    source: 'Message sending does not say how the platform learns of an AGREE',
  },
  idempotentSend: {
    schema: Type.Boolean(),
    default: true,
    meaning: 'A requestId that reached S gives the same messageId again; off: it sends again.',
    mark: 'documented',
    source: 'API idempotency; v2 miniprogram/message/send',
  },
  otherBodySameRequestId: {
    schema: Type.Enum(['refuse', 'replay']),
    default: 'refuse',
    meaning:
      'A requestId that comes again with another content (everything but accessToken is compared): refused, or ' +
      'answered as the first.',
    mark: 'inferred',
    source: 'Payments API: REPEAT_REQ_INCONSISTENT; not documented for send',
  },
  otherBodyCode: {
    schema: Type.Enum(['PARAM_ILLEGAL', 'REPEAT_REQ_INCONSISTENT', 'VERIFY_REQUEST_ID_INVALID']),
    default: 'PARAM_ILLEGAL',
    meaning: 'Code of that refusal.',
    mark: 'unknown',
    source: 'Payments API and v2 messages/sendInbox name the other two',
  },
  requestIdScope: {
    schema: Type.Enum(['mini-program', 'merchant']),
    default: 'mini-program',
    meaning: 'Within what a requestId stands for one message: a mini program’s, or all of a Client-Id’s.',
    mark: 'inferred',
    source: 'Not documented',
  },
  requestIdMemoryMs: {
    schema: Count,
    default: 0,
    meaning: 'How long a requestId is remembered, in milliseconds of the sandbox’s time; 0 = for ever.',
    mark: 'unknown',
    source: 'Not documented',
  },
  sendWithUserInfoToken: {
    schema: tokenCheck,
    default: 'warn',
    meaning:
      'In Alipay China, a message sent with the token of step 2.1, which is there to obtain user information: it ' +
      'sends, it sends with a warning in the request log, or INVALID_ACCESS_TOKEN. A token is taken for one of step ' +
      '2.1 if it came of the first auth code that the user gave to the mini program, or if user information was ' +
      'read with it; a refresh changes nothing.',
    mark: 'unknown',
    source:
      'Message sending, step 3, demands a new code and a new token for sending; whether the platform refuses ' +
      'the first is not stated',
  },
  sendWithAuthBaseToken: {
    schema: tokenCheck,
    default: 'warn',
    meaning:
      'In Alipay China, a message sent with a token of scope auth_base alone: it sends, it sends with a warning in the ' +
      'request log, or INVALID_ACCESS_TOKEN.',
    mark: 'unknown',
    source:
      'Message sending, step 2.1, advises against auth_base and says what inquiryUserInfo answers; of ' +
      'message/send nothing is said',
  },
  withoutSendMessageScope: {
    schema: Type.Enum(['USER_NOT_SUBSCRIBED', 'ACCESS_DENIED', 'send']),
    default: 'USER_NOT_SUBSCRIBED',
    meaning: 'Outside Alipay China, a token without the scope SEND_MESSAGE: the refusal’s code, or it sends.',
    mark: 'inferred',
    source: 'my.getAuthCode: the scope exists for partner apps; no page joins it with message/send',
  },
  lockedUserCode: {
    schema: Type.Enum(['USER_STATUS_ERROR', 'USER_NOT_SUBSCRIBED']),
    default: 'USER_STATUS_ERROR',
    meaning: 'Code for a user who is locked or gone.',
    mark: 'inferred',
    source: 'v2 messages/sendInbox lists the first; message/send lists neither',
  },
  messagesPerUserAndDay: {
    schema: Count,
    default: 0,
    meaning:
      'Messages to one user from one mini program in 24 hours before MESSAGE_SEND_EXCEED_LIMIT; 0 = no limit.',
    mark: 'unknown',
    source: 'The super app sets it; no figure is documented',
  },
  missingVariable: {
    schema: Type.Enum(['refuse', 'leave']),
    default: 'refuse',
    meaning: 'A variable of the template without a value: PARAM_ILLEGAL, or its placeholder stays.',
    mark: 'unknown',
    source: 'Not documented, also whether miniBodyUrl and miniFooterUrl may be left out',
  },
  unknownVariable: {
    schema: Type.Enum(['ignore', 'refuse']),
    default: 'ignore',
    meaning: 'A value for a variable that the template does not have: passed over, or PARAM_ILLEGAL.',
    mark: 'unknown',
    source: 'Not documented',
  },
  specialCharactersInValues: {
    schema: Type.Enum(['accept', 'refuse']),
    default: 'accept',
    meaning: 'Whether a variable’s value may hold @, # and ?; otherwise PARAM_ILLEGAL.',
    mark: 'unknown',
    source: 'The rule is stated for fields; of values nothing is said',
  },
  longestMessage: {
    schema: Count,
    default: 4096,
    meaning: 'Longest title, body and footer together, in characters, before PARAM_ILLEGAL; 0 = no limit.',
    mark: 'inferred',
    source: 'platform/message/send SPI: messageContent has at most 4096',
  },
  linkWithoutQuery: {
    schema: Type.Enum(['accept', 'refuse']),
    default: 'accept',
    meaning: 'Whether miniBodyUrl and miniFooterUrl may lack &query=; otherwise PARAM_ILLEGAL.',
    mark: 'unknown',
    source: 'Message sending shows one sample value, with &query=',
  },
  sendInboxCode: {
    schema: Type.Enum(['SUCCESS', 'ACCEPT']),
    default: 'SUCCESS',
    meaning: 'Code of a done messages/sendInbox; ACCEPT comes with status A.',
    mark: 'sibling',
    source: 'v2 messages/sendInbox (Spanish edition) lists both',
  },
} as const satisfies Record<string, SettingFacts>
