import type { KnownApp } from '../apps/apps.js'
import { kindOf } from '../apps/apps.js'
import { servedTexts } from '../apps/served-texts.js'
import { isoTime } from '../clock.js'
import { checkText, type BuiltinTexts } from '../consent/check-text.js'
import type { LedgerEntry } from '../consent/ledger-entry.js'
import type { Consent, SubscriptionsRequest } from '../http/schemas/subscriptions.js'
import type { StoredSubscription, StoreParts, SubjectApp } from '../store/store.js'

export interface Answered {
  app: KnownApp
  owner: SubjectApp
  request: SubscriptionsRequest
  receivedAt: number
  builtinTexts: BuiltinTexts
}

/**
 * Writes each answer into the ledger and, unless a newer decision stands, lets it be the one in force. A
 * withdrawal takes the queued messages with it, in the same transaction.
 */
export async function recordAnswers(tx: StoreParts, answered: Answered): Promise<StoredSubscription[]> {
  const { app, owner, request, receivedAt } = answered
  const { answers, consent } = request
  if (!consent) return []
  const codes = answers.map(({ templateCode }) => templateCode)
  const shown = shownOf(answered, consent, codes)
  const decidedAt = Date.parse(consent.answeredAt)

  for (const { templateCode, type } of answers) {
    const [stored] = await tx.subscriptions.ensure(owner, [templateCode])
    const template = app.config.templates.find((candidate) => candidate.templateCode === templateCode)
    if (!stored || !template) throw new Error('the templates were checked before')
    const kind = kindOf(template)
    const inForce = stored.decidedAt === null || decidedAt >= stored.decidedAt
    await tx.ledger.append({
      ...owner,
      templateCode,
      kind,
      type,
      origin: 'COMPONENT',
      inForce,
      requestId: request.requestId,
      answeredAt: consent.answeredAt,
      receivedAt: isoTime(receivedAt),
      shown,
    })
    if (!inForce) continue
    await tx.subscriptions.decide(stored.subscriptionId, {
      type,
      decidedAt,
      receivedAt,
      credits: kind === 'ONE_TIME' ? 1 : 0,
    })
    if (type === 'REJECT') await tx.messages.purgeQueued(stored.subscriptionId, 'WITHDRAWN', receivedAt)
  }
  return tx.subscriptions.ensure(owner, codes)
}

function shownOf(
  { app, builtinTexts }: Answered,
  consent: Consent,
  codes: string[],
): NonNullable<LedgerEntry['shown']> {
  const { surface, language, textVersion, text, component } = consent
  const { customerBelongsTo } = app.site
  const templates = app.config.templates.filter(({ templateCode }) => codes.includes(templateCode))
  // The panel may be in a language near to the one the texts were asked for in.
  const languages = [language, ...Object.keys(app.config.sender.name)]
  const served = languages.map((candidate) => servedTexts(app.config, templates, candidate))
  return {
    at: consent.shownAt,
    surface,
    language,
    textVersion,
    ...(text && { text }),
    component,
    ...checkText(consent, { served, customerBelongsTo, builtinTexts }),
  }
}
