import { loadTemplates } from '../backend/load-templates.js'
import { findTemplate } from '../by-template.js'
import type { ServedTexts } from '../contract.js'
import { doubtsAboutTemplates } from '../doubts.js'
import { failure, toFailure } from '../errors.js'
import { buildView, type BuiltView } from '../panel/build-view.js'
import { keepAnswer, pendingAnswers } from '../pending/pending-answers.js'
import { randomId } from '../random-id.js'
import type { SubscribeResult } from '../result.js'
import { ask } from './ask.js'
import { authorize } from './authorize.js'
import type { AuthorizedContext, FlowContext } from './context.js'
import { decide, toSuccess } from './decide.js'
import { hasAgree } from './has-agree.js'
import { readApp } from './read-app.js'
import { submit } from './submit.js'

// Promise chains and not `await`: lowered to ES5 for mini programs, each async function is a state machine.

/** One open from the tap to its result: authorize, ask, submit. */
export function run(context: FlowContext): Promise<SubscribeResult> {
  return readApp(context).then((app) => {
    const templates = loadTemplates(context, app)
    // Waited for only if a panel has to be shown; a failure before that is nobody's.
    templates.catch(() => undefined)
    return authorize(context, app).then((session) => {
      const place = [context.request.backendUrl, app.appId, app.customerBelongsTo, session.subject].join(' ')
      const authorized = Object.assign(context, { app, session, place })
      return submitKept(authorized)
        .then(() => decideAndRenew(authorized))
        .then((codes) =>
          codes.length
            ? templates.then((served) => askAndSubmit(authorized, served, codes))
            : toSuccess(authorized, false),
        )
    })
  })
}

/** Answers from earlier opens come first, so that what stands is what the user last said. */
function submitKept(context: AuthorizedContext): Promise<void> {
  const { host, request, place } = context
  return pendingAnswers(host).reduce((before, kept) => {
    const isAsked = request.templateIds.some((code) => findTemplate(kept.answers, code))
    // A code is asked for only when a tap opened this.
    const isDue = kept.place === place && isAsked && !(request.quiet && hasAgree(kept.answers))
    return isDue ? before.then(() => submit(context, kept)) : before
  }, Promise.resolve())
}

/** The templates that the person has to be asked about. */
function decideAndRenew(context: AuthorizedContext): string[] | Promise<string[]> {
  const { ask: codes, renew } = decide(context.request, context.session.subscriptions)
  if (!renew) return codes
  context.advance('SUBMIT')
  return submit(context, { requestId: randomId(), answers: [] }).then(() => codes)
}

function askAndSubmit(
  context: AuthorizedContext,
  served: ServedTexts,
  codes: string[],
): Promise<SubscribeResult> {
  const { host, request, place } = context
  const built = buildView(context, served, codes)
  if (__DEV__) doubtsAboutTemplates(built.view.templates).forEach((doubt) => host.warn(doubt))
  return ask(context, built.view, served.textVersion).then((asked) => {
    context.advance(asked ? 'SUBMIT' : 'CANCEL')
    if (!asked) return failure('CANCELLED', __DEV__ && 'The panel was closed.')

    const answers = asked.answers.filter(
      // On the manage panel, keeping what stands is no new answer.
      ({ type }) => !request.manage || type === 'REJECT',
    )
    if (!answers.length) return toSuccess(context, false)

    const submission = { requestId: randomId(), answers, consent: asked.consent, place }
    // Before the first byte leaves: a page that is killed while it submits must not lose the answer.
    keepAnswer(host, submission)
    show(context, built, 'submitting')
    return submit(context, submission).then(
      () => toSuccess(context, true),
      (error: unknown) => {
        if (hasAgree(answers) && !toFailure(error).pending) show(context, built, 'failed')
        throw error
      },
    )
  })
}

/** `failed` stays after the result: it tells the person that nothing was subscribed. */
function show(context: FlowContext, { view, texts }: BuiltView, state: 'submitting' | 'failed'): void {
  context.keepPanel = state === 'failed'
  const { panel } = context.memory
  if (panel) panel.update(Object.assign({}, view, { state, statusText: texts[state] }))
}
