import { ApiError } from '../api-error.js'
import type { Apps, KnownApp } from '../apps/apps.js'
import { checkConsent } from '../consent/check-consent.js'
import type { SubscriptionsRequest } from '../http/schemas/subscriptions.js'

/** What a schema can't say about answers. @throws ApiError INVALID_REQUEST and what Apps throws */
export function checkAnswers(apps: Apps, app: KnownApp, request: SubscriptionsRequest, now: number): void {
  const { answers, authCode, consent } = request
  if (answers.length === 0) {
    if (consent)
      throw invalid('consent has no place where answers is empty: that only renews the authorization')
    if (authCode === undefined)
      throw invalid('authCode is missing: empty answers renew the authorization with it')
    return
  }
  const codes = answers.map(({ templateCode }) => templateCode)
  if (new Set(codes).size < codes.length) throw invalid('answers names a template twice')
  apps.requireTemplates(app, codes)
  if (!consent) throw invalid('consent is missing: say what was shown and when')
  checkConsent(consent, now)
  if (answers.some(({ type }) => type === 'AGREE') && authCode === undefined) {
    throw invalid('authCode is missing: AGREE has an effect only with a second, fresh code')
  }
}

const invalid = (message: string) => new ApiError('INVALID_REQUEST', message)
