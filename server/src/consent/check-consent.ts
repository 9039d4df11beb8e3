import { ApiError } from '../api-error.js'
import type { Consent } from '../http/schemas/subscriptions.js'

/** How far a device's clock may be ahead of ours. */
const aheadToleranceMs = 300_000
const maxTextBytes = 16 * 1024

/** What a schema can't say about a consent. @throws ApiError INVALID_REQUEST naming the field */
export function checkConsent({ shownAt, answeredAt, text, surface }: Consent, now: number): void {
  if (Date.parse(answeredAt) < Date.parse(shownAt)) {
    throw new ApiError('INVALID_REQUEST', 'consent.answeredAt lies before consent.shownAt')
  }
  if (Date.parse(answeredAt) > now + aheadToleranceMs) {
    throw new ApiError(
      'INVALID_REQUEST',
      "consent.answeredAt lies more than 300 s ahead of the server's clock: set the device's clock",
    )
  }
  if (text === undefined) return
  if (surface !== 'BUILTIN') {
    throw new ApiError('INVALID_REQUEST', 'consent.text: only the BUILTIN surface knows what the user read')
  }
  const bytes = text.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
  if (bytes > maxTextBytes) throw new ApiError('INVALID_REQUEST', 'consent.text is larger than 16 kB')
}
