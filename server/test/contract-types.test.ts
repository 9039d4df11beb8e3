import type { Static } from 'typebox'
import type * as contract from '../../src/contract.js'
import type { authorizationAnswer, authorizationRequest } from '../src/http/schemas/authorizations.js'
import type { errorBody } from '../src/http/schemas/error.js'
import type { subscriptionsAnswer, subscriptionsRequest } from '../src/http/schemas/subscriptions.js'
import type { templatesAnswer } from '../src/http/schemas/templates.js'
import { apiErrorStatus } from '../src/api-error.js'

/** Compiles only if each is assignable to the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const same = <A, B>(is: Same<A, B>): boolean => is

/** The server also takes consents that do not say when they were posted. */
type Accepted = Omit<contract.SubscriptionsRequest, 'consent'> & {
  consent?: Omit<contract.Consent, 'sentAt'> & Partial<Pick<contract.Consent, 'sentAt'>>
}

test('what the schemas let through is what the front end sends and reads', () => {
  expect([
    same<Static<typeof templatesAnswer>, contract.TemplatesAnswer>(true),
    same<Static<typeof authorizationRequest>, contract.AuthorizationRequest>(true),
    same<Static<typeof authorizationAnswer>, contract.AuthorizationAnswer>(true),
    same<Static<typeof subscriptionsRequest>, Accepted>(true),
    same<Static<typeof subscriptionsAnswer>, contract.SubscriptionsAnswer>(true),
    same<Static<typeof errorBody>, contract.BackendErrorBody>(true),
  ]).not.toContain(false)
})

test('every error code of the contract has its status', () => {
  const codes: Record<contract.BackendErrorCode, number> = apiErrorStatus
  expect(Object.values(codes).every((status) => status >= 400)).toBe(true)
})
