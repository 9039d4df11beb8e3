import type { Mark } from '../conformance/mark.js'

interface SwitchFacts {
  /** What has to be done before going live. */
  title: string
  /** What the merchant meets without it. */
  whenMissing: string
  remedy: string
  mark: Mark
  source: string
}

/** What has to be in place for a mini program before it may send, in the order in which a merchant does it. */
export const switchFacts = {
  keyUploaded: {
    title: 'Upload the merchant public key',
    whenMissing: 'Every call: KEY_NOT_FOUND',
    remedy: 'Mini Programs > the mini program > Development Configuration > Add.',
    mark: 'inferred',
    source: 'Add features; code name of v2 payments/capture',
  },
  appUserAuthorization: {
    title: 'Add the feature App_User_Authorization',
    whenMissing: 'applyToken, inquiryUserInfo, revoke: INVALID_API',
    remedy: 'Add the feature to the mini program.',
    mark: 'inferred',
    source: 'v2 applyToken names the feature; INVALID_API is the common code for an API that is not active',
  },
  sendMessage: {
    title: 'Add the feature Send_Message',
    whenMissing: 'message/send: INVALID_API',
    remedy: 'Add the feature to the mini program.',
    mark: 'inferred',
    source: 'v2 miniprogram/message/send names the feature; INVALID_API as above',
  },
  platformAuthorized: {
    title: 'Authorise AIMPDP to call the super app for the merchant',
    whenMissing: 'Every call that goes on to the super app: ACCESS_DENIED',
    remedy: 'Follow the guidelines to authorise AIMPDP on behalf of the merchant.',
    mark: 'unknown',
    source: 'Message sending, "Before you start", demands it; what is answered without it is not documented',
  },
  jsapiPermission: {
    title: 'Get permission for my.getSiteInfo and my.getAuthCode',
    whenMissing: 'Both JSAPIs fail with error 4',
    remedy: 'Ask the solution architect.',
    mark: 'inferred',
    source: 'Message sending, "Before you start"; 4 = no permission in an older Alipay China document',
  },
  testingQrCode: {
    title: 'Start the release and generate the testing QR code',
    whenMissing: 'Templates cannot be applied for',
    remedy: 'On the release process page, click Generate Testing QR Code.',
    mark: 'documented',
    source: 'Message sending, step 1',
  },
} as const satisfies Record<string, SwitchFacts>

export type Switch = keyof typeof switchFacts
export type Switches = Record<Switch, boolean>

export const switchNames = Object.keys(switchFacts) as Switch[]

export const allOn: Readonly<Switches> = {
  keyUploaded: true,
  appUserAuthorization: true,
  sendMessage: true,
  platformAuthorized: true,
  jsapiPermission: true,
  testingQrCode: true,
}
