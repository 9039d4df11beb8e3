import { loadTemplates } from '../backend/load-templates'
import { isDev } from '../dev'
import { doubtsAboutTemplates } from '../doubts'
import { failure, toFailure } from '../errors'
import { buildView, type BuiltView } from '../panel/build-view'
import { keepAnswer, pendingAnswers } from '../pending/pending-answers'
import type { SubscribeResult } from '../result'
import { ask } from './ask'
import { authorize } from './authorize'
import type { FlowContext } from './context'
import { decide, toSuccess } from './decide'
import { isUnwanted } from './quiet'
import { readApp } from './read-app'
import { hasAgree, submit } from './submit'

/** One open from the tap to its result: authorize, ask, submit. */
export async function run(context: FlowContext): Promise<SubscribeResult> {
  const { host, request } = context
  const { templateIds } = request
  const app = await readApp(context)
  const templates = loadTemplates(context, app)
  // Waited for only if a panel has to be shown; a failure before that is nobody's.
  templates.catch(() => undefined)
  const session = await authorize(context, app)
  const success = (fresh: boolean): SubscribeResult => toSuccess(templateIds, session.subscriptions, fresh)

  // Answers from earlier opens come first, so that what stands is what the user last said.
  const place = [request.backendUrl, app.appId, app.customerBelongsTo, session.subject].join(' ')
  for (const kept of pendingAnswers(host).filter((one) => one.place === place)) {
    const isAsked = kept.answers.some(({ templateCode }) => templateIds.includes(templateCode))
    // A code is asked for only when a tap opened this.
    if (isAsked && !(request.quiet && hasAgree(kept.answers))) await submit(context, app, session, kept)
  }

  const plan = decide(request, session.subscriptions)
  // Of several templates, those that the user did not want are not asked for again.
  if (request.quiet) plan.ask = plan.ask.filter((code) => !isUnwanted(request, code))
  if (plan.renew) {
    context.advance('SUBMIT')
    await submit(context, app, session, { requestId: host.randomId(), answers: [] })
  }
  if (!plan.ask.length) return success(false)

  const served = await templates
  const built = buildView(request, app, served, plan.ask)
  if (isDev) doubtsAboutTemplates(built.view.templates).forEach((doubt) => host.warn(doubt))
  const asked = await ask(context, app, built.view, served.textVersion)
  context.advance(asked ? 'SUBMIT' : 'CANCEL')
  if (!asked) return failure('CANCELLED', isDev && 'The panel was closed.')

  const answers = asked.answers.filter(
    // On the manage panel, keeping what stands is no new answer.
    ({ type }) => !request.manage || type === 'REJECT',
  )
  if (!answers.length) return success(false)

  const submission = { requestId: host.randomId(), answers, consent: asked.consent, place }
  // Before the first byte leaves: a page that is killed while it submits must not lose the answer.
  keepAnswer(host, submission)
  show(context, built, 'submitting')
  try {
    await submit(context, app, session, submission)
  } catch (error) {
    if (hasAgree(answers) && !toFailure(error).pending) show(context, built, 'failed')
    throw error
  }
  return success(true)
}

/** `failed` stays after the result: it tells the person that nothing was subscribed. */
function show(context: FlowContext, { view, texts }: BuiltView, state: 'submitting' | 'failed'): void {
  context.keepPanel = state === 'failed'
  if (context.panel) context.panel.update(Object.assign({}, view, { state, statusText: texts[state] }))
}
