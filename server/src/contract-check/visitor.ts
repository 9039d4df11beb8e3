import { randomUUID } from 'node:crypto'
import { authorizationAnswer, type AuthorizationAnswer } from '../http/schemas/authorizations.js'
import { subscriptionsAnswer, type SubscriptionsAnswer } from '../http/schemas/subscriptions.js'
import type { AuthCodes } from './auth-codes.js'
import type { Backend, BackendAnswer } from './backend.js'
import { successOf } from './contract-broken.js'

export interface ContractTarget {
  appId: string
  customerBelongsTo: string
  templateCode: string
}

/** A front end as the contract sees it: builds valid requests, of which a check breaks one thing. */
export class Visitor {
  constructor(
    readonly backend: Backend,
    readonly target: ContractTarget,
    readonly codes: AuthCodes,
  ) {}

  async authorize(changed: object = {}): Promise<BackendAnswer> {
    const { appId, customerBelongsTo, templateCode } = this.target
    const body = {
      requestId: randomUUID(),
      appId,
      customerBelongsTo,
      scopes: ['auth_user'],
      templateCodes: [templateCode],
    }
    const authCode = 'authCode' in changed ? {} : { authCode: await this.codes('first') }
    return this.backend.post('/authorizations', { ...body, ...authCode, ...changed })
  }

  async session(): Promise<AuthorizationAnswer> {
    return successOf(authorizationAnswer, await this.authorize())
  }

  /** Posts an answer to the template; `changed` replaces parts of a valid one. */
  answer(session: string, type: 'AGREE' | 'REJECT', changed: object = {}): Promise<BackendAnswer> {
    const { templateCode } = this.target
    const body = { requestId: randomUUID(), answers: [{ templateCode, type }], consent: this.consent() }
    return this.backend.post('/subscriptions', { ...body, ...changed }, session)
  }

  async agree(session: string): Promise<SubscriptionsAnswer> {
    const answer = await this.answer(session, 'AGREE', { authCode: await this.codes('first') })
    return successOf(subscriptionsAnswer, answer)
  }

  async reject(session: string): Promise<SubscriptionsAnswer> {
    return successOf(subscriptionsAnswer, await this.answer(session, 'REJECT'))
  }

  /** Answered `offsetMs` from now, and shown just before. */
  consent(offsetMs = 0): object {
    const at = (ms: number) => new Date(Date.now() + ms + offsetMs).toISOString()
    const shown = {
      surface: 'ADAPTER',
      language: 'en',
      textVersion: 'contract-check',
      component: 'check-contract/1',
    }
    return { ...shown, shownAt: at(-2), answeredAt: at(0), sentAt: at(0) }
  }
}

/** One rule of the contract. Throws ContractBroken where the backend doesn't keep it. */
export interface Check {
  /** The rule, as a sentence. */
  rule: string
  run: (visitor: Visitor) => Promise<void>
}
