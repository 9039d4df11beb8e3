import type { RuleFacts } from './rule.js'

/** Sending, templates, subscriptions. */
export const messageRules = {
  idempotency: {
    behaviour:
      'A requestId that reached S gives the same messageId again and no second message. Everything but accessToken is compared; the user counts, the order of names does not.',
    mark: 'inferred',
    source: 'API idempotency (the principle is documented; what is compared is not)',
    settings: [
      'idempotentSend',
      'otherBodySameRequestId',
      'otherBodyCode',
      'requestIdScope',
      'requestIdMemoryMs',
    ],
    also: 'faults `answer-lost`, `unknown` with `isApplied`',
  },
  failedSendsAreFree: {
    behaviour: 'A requestId whose send failed may come again with any content.',
    mark: 'inferred',
    source: 'API idempotency fixes only requests that reached S',
  },
  sendInbox: {
    behaviour:
      'v2 messages/sendInbox, no longer maintained, sends by the token alone; authClientId may be left out.',
    mark: 'sibling',
    source: 'v2 messages/sendInbox (Spanish edition)',
    settings: ['sendInboxCode'],
  },
  newTokenForSending: {
    behaviour:
      'Sending wants the new token of step 3. With one of step 2.1, or of auth_base alone, a message is sent here too, and the request log and the page warn.',
    mark: 'unknown',
    source:
      'Message sending, steps 2.1 and 3: the new token is demanded; whether another is refused is not stated',
    settings: ['sendWithUserInfoToken', 'sendWithAuthBaseToken'],
  },
  answerOfSend: {
    behaviour:
      'message/send answers result and messageId. The sample response of Message sending has neither: it repeats the request, access token and all.',
    mark: 'sibling',
    source:
      'v2 miniprogram/message/send lists both; the sample of Message sending looks like a copy of its request',
  },
  stepsOfSending: {
    behaviour:
      'The platform asks the super app whose the token is (15, 16), fills the template (17), hands the message over (18); it is shown (19) and the results go back (20, 21). Here all of it happens at one moment, in one process.',
    mark: 'inferred',
    source: 'Message sending, step 4: the text names 15-16, 17-18 and 19-21; the order within is ours',
  },
  accepted: {
    behaviour: 'S means that the delivery request was accepted; here the message then lies in the inbox.',
    mark: 'sibling',
    source: 'v2 miniprogram/message/send (Spanish edition)',
    also: 'fault `duplicate-delivery`',
  },
  fillTemplate: {
    behaviour: 'The placeholders of the template are replaced and the message goes to the user’s inbox.',
    mark: 'documented',
    source: 'Message sending, step 4',
    settings: ['missingVariable', 'unknownVariable', 'specialCharactersInValues', 'longestMessage'],
  },
  language: {
    behaviour: 'Of the languages sent, the user sees his own, else the first.',
    mark: 'sibling',
    source: 'Data dictionary; platform message/send SPI',
  },
  messageLinks: {
    behaviour:
      'miniBodyUrl opens on a tap on the message, miniFooterUrl on its footer: page and query encoded apart.',
    mark: 'inferred',
    source: 'Message sending (sample values only)',
    settings: ['linkWithoutQuery'],
  },
  subscriptionNeeded: {
    behaviour: 'In Alipay China the merchant’s word counts that a user agreed.',
    mark: 'unknown',
    source: 'Message sending does not say how the platform learns of an AGREE',
    settings: ['subscriptionSource'],
  },
  withdrawnInSuperApp: {
    behaviour: 'A user who withdrew in the super app gets no message: USER_NOT_SUBSCRIBED.',
    mark: 'inferred',
    source: 'v2 miniprogram/message/send error table (Spanish edition)',
  },
  oneTime: {
    behaviour: 'Where the official panel counts, one consent to a one-time template is one message.',
    mark: 'inferred',
    source: 'Alipay China’s native subscription; AIMPDP’s pages name no kinds',
    settings: ['subscriptionSource'],
  },
  sendMessageScope: {
    behaviour: 'Outside Alipay China message/send needs a token of scope SEND_MESSAGE.',
    mark: 'inferred',
    source: 'my.getAuthCode: the scope exists for partner apps only; the refusal’s code is a guess',
    settings: ['withoutSendMessageScope'],
  },
  lockedUser: {
    behaviour: 'A user who is locked or gone gets no message.',
    mark: 'inferred',
    source: 'v2 messages/sendInbox lists USER_STATUS_ERROR',
    settings: ['lockedUserCode'],
  },
  templateOfSite: {
    behaviour: 'A template belongs to one super app; sent with another’s token it is TEMPLATE_NOT_EXIST.',
    mark: 'inferred',
    source: 'Message sending, step 1: chosen for a mini program and a target app',
  },
  oneApplication: {
    behaviour: 'A mini program has one open application for a template.',
    mark: 'inferred',
    source: 'Apply for templates: one under review cannot be chosen again',
  },
  templateReview: {
    behaviour:
      'The administrator creates templates and approves or rejects applications; approval gives the templateCode; the merchant may withdraw.',
    mark: 'documented',
    source:
      'Message sending, step 1; Apply for templates (names of the statuses besides Under Review are ours)',
  },
} as const satisfies Record<string, RuleFacts>
