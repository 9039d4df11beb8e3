import type { Static } from 'typebox'
import type * as contract from '../../src/contract.js'
import type {
  authorizationAnswer,
  authorizationRequest,
  errorBody,
  subscriptionsAnswer,
  subscriptionsRequest,
  templatesAnswer,
} from '../src/contract/front-end.js'
import { apiErrorStatus } from '../src/contract/errors.js'

/** Compiles only if each is assignable to the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const same = <A, B>(is: Same<A, B>): boolean => is

test('what the schemas let through is what the front end sends and reads', () => {
  expect([
    same<Static<typeof templatesAnswer>, contract.TemplatesAnswer>(true),
    same<Static<typeof authorizationRequest>, contract.AuthorizationRequest>(true),
    same<Static<typeof authorizationAnswer>, contract.AuthorizationAnswer>(true),
    same<Static<typeof subscriptionsRequest>, contract.SubscriptionsRequest>(true),
    same<Static<typeof subscriptionsAnswer>, contract.SubscriptionsAnswer>(true),
    same<Static<typeof errorBody>, contract.BackendErrorBody>(true),
  ]).not.toContain(false)
})

test('every error code of the contract has its status', () => {
  const codes: Record<contract.BackendErrorCode, number> = apiErrorStatus
  expect(Object.values(codes).every((status) => status >= 400)).toBe(true)
})
