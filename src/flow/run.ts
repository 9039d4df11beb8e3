import type { Subscription } from '../contract'
import { failure, toFailure } from '../errors'
import { loadTemplates } from '../backend/load-templates'
import { buildView } from '../panel/build-view'
import type { PanelView } from '../panel-view'
import { keepAnswer, PENDING_LIFE_MS, pendingAnswers, type Place } from '../pending/pending-answers'
import type { SubscribeResult } from '../result'
import { pickTexts } from '../texts/pick-texts'
import { ask } from './ask'
import { authorize, byCode } from './authorize'
import type { App, FlowContext, Session } from './context'
import { decide, toSuccess } from './decide'
import { readApp } from './read-app'
import { submit, type Submission } from './submit'

/** One open from the tap to its result: authorize, ask, submit. */
export async function run(context: FlowContext): Promise<SubscribeResult> {
  const { host, request } = context
  const { templateIds } = request
  const app = await readApp(context)
  const templates = loadTemplates(context, app)
  // Waited for only if a panel has to be shown; a failure before that is nobody's.
  templates.catch(() => undefined)
  const session = await authorize(context, app)
  await deliverKept(context, app, session)

  const plan = decide(request, session.subscriptions)
  if (plan.type === 'RENEW') {
    context.advance('SUBMIT')
    await post(context, app, session, { requestId: host.randomId(), answers: [] })
  }
  if (plan.type !== 'ASK') return toSuccess(templateIds, session.subscriptions, false)

  const texts = await templates
  const view = buildView(request, app, texts, plan.templateCodes)
  const asked = await ask(context, view, texts.textVersion)
  if ('closedBy' in asked) {
    context.advance('CANCEL')
    return failure('CANCELLED', `The panel was closed (${asked.closedBy}).`)
  }

  context.advance('SUBMIT')
  const { consent } = asked
  const answers = asked.answers.filter(
    // On the manage panel, keeping what stands is no new answer.
    ({ templateCode, type }) => !request.manage || session.subscriptions[templateCode]?.type !== type,
  )
  if (answers.length === 0) return toSuccess(templateIds, session.subscriptions, false)

  const submission = { requestId: host.randomId(), answers, consent }
  keep(context, app, session, submission)
  showSubmitting(context, view)
  try {
    await post(context, app, session, submission)
  } catch (error) {
    if (answers.some(({ type }) => type === 'AGREE')) showFailure(context, view, error)
    throw error
  }
  return toSuccess(templateIds, session.subscriptions, true)
}

/** Answers from earlier opens come first, so that what stands is what the user last said. */
async function deliverKept(context: FlowContext, app: App, session: Session): Promise<void> {
  const { host, request } = context
  for (const kept of pendingAnswers(host.storage, place(context, app, session), host.clock.now())) {
    const isAsked = kept.answers.some(({ templateCode }) => request.templateIds.includes(templateCode))
    const needsCode = kept.answers.some(({ type }) => type === 'AGREE')
    // A code is asked for only when a tap opened this.
    if (isAsked && !(needsCode && request.quiet)) await post(context, app, session, kept)
  }
}

async function post(context: FlowContext, app: App, session: Session, submission: Submission): Promise<void> {
  const subscriptions: Subscription[] = await submit(context, app, session, submission)
  Object.assign(session.subscriptions, byCode(subscriptions))
}

function place({ request }: FlowContext, app: App, { subject }: Session): Place {
  return { ...app, backendUrl: request.backendUrl, subject }
}

// Before the first byte leaves: a page that is killed while it submits must not lose the answer.
function keep(context: FlowContext, app: App, session: Session, submission: Required<Submission>): void {
  const { storage, clock } = context.host
  const now = clock.now()
  const answer = { ...place(context, app, session), ...submission, expiresAt: now + PENDING_LIFE_MS }
  keepAnswer(storage, answer, now, () => context.host.randomId())
}

function showSubmitting({ panel, request }: FlowContext, view: PanelView): void {
  const { texts } = pickTexts(request.language, request.texts)
  panel?.update({ ...view, state: 'submitting', statusText: texts.submitting })
}

/** The panel stays to say that nothing was subscribed, unless the answer is kept and will be posted. */
function showFailure(context: FlowContext, view: PanelView, error: unknown): void {
  const { panel, request } = context
  if (!panel || toFailure(error).pending) return
  const { texts } = pickTexts(request.language, request.texts)
  panel.update({ ...view, state: 'failed', statusText: texts.failed })
  context.keepPanel = true
}
