import { loadTemplates } from '../backend/load-templates'
import type { TemplatesAnswer } from '../contract'
import { isDev } from '../dev'
import { doubtsAboutTemplates } from '../doubts'
import { failure, toFailure } from '../errors'
import { buildView, type BuiltView } from '../panel/build-view'
import { keepAnswer, pendingAnswers } from '../pending/pending-answers'
import type { SubscribeResult } from '../result'
import { ask } from './ask'
import { authorize } from './authorize'
import type { App, FlowContext, Session } from './context'
import { decide, toSuccess } from './decide'
import { readApp } from './read-app'
import { hasAgree, submit } from './submit'

/** What an open has when it is authorized. */
interface Opened {
  context: FlowContext
  app: App
  session: Session
  /** Whose answers to which backend (PendingAnswer). */
  place: string
}

// Promise chains and not `await`: lowered to ES5 for mini programs, each async function is a state machine.

/** One open from the tap to its result: authorize, ask, submit. */
export function run(context: FlowContext): Promise<SubscribeResult> {
  const { request } = context
  return readApp(context).then((app) => {
    const templates = loadTemplates(context, app)
    // Waited for only if a panel has to be shown; a failure before that is nobody's.
    templates.catch(() => undefined)
    return authorize(context, app).then((session) => {
      const place = [request.backendUrl, app.appId, app.customerBelongsTo, session.subject].join(' ')
      const opened = { context, app, session, place }
      return submitKept(opened)
        .then(() => decideAndRenew(opened))
        .then((codes) =>
          codes.length
            ? templates.then((served) => askAndSubmit(opened, served, codes))
            : success(opened, false),
        )
    })
  })
}

const success = ({ context, session }: Opened, fresh: boolean): SubscribeResult =>
  toSuccess(context.request.templateIds, session.subscriptions, fresh)

/** Answers from earlier opens come first, so that what stands is what the user last said. */
function submitKept({ context, app, session, place }: Opened): Promise<void> {
  const { host, request } = context
  return pendingAnswers(host).reduce((before, kept) => {
    const isAsked = kept.answers.some(({ templateCode }) => request.templateIds.includes(templateCode))
    // A code is asked for only when a tap opened this.
    const isDue = kept.place === place && isAsked && !(request.quiet && hasAgree(kept.answers))
    return isDue ? before.then(() => submit(context, app, session, kept)) : before
  }, Promise.resolve())
}

/** The templates that the person has to be asked about. */
function decideAndRenew({ context, app, session }: Opened): string[] | Promise<string[]> {
  const { host, request } = context
  const { ask: codes, renew } = decide(request, session.subscriptions)
  if (!renew) return codes
  context.advance('SUBMIT')
  return submit(context, app, session, { requestId: host.randomId(), answers: [] }).then(() => codes)
}

function askAndSubmit(
  opened: Opened,
  served: TemplatesAnswer,
  codes: string[],
): SubscribeResult | Promise<SubscribeResult> {
  const { context, app, session, place } = opened
  const { host, request } = context
  const built = buildView(request, app, served, codes)
  if (isDev) doubtsAboutTemplates(built.view.templates).forEach((doubt) => host.warn(doubt))
  return ask(context, app, built.view, served.textVersion).then((asked) => {
    context.advance(asked ? 'SUBMIT' : 'CANCEL')
    if (!asked) return failure('CANCELLED', isDev && 'The panel was closed.')

    const answers = asked.answers.filter(
      // On the manage panel, keeping what stands is no new answer.
      ({ type }) => !request.manage || type === 'REJECT',
    )
    if (!answers.length) return success(opened, false)

    const submission = { requestId: host.randomId(), answers, consent: asked.consent, place }
    // Before the first byte leaves: a page that is killed while it submits must not lose the answer.
    keepAnswer(host, submission)
    show(context, built, 'submitting')
    return submit(context, app, session, submission).then(
      () => success(opened, true),
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
  if (context.panel) context.panel.update(Object.assign({}, view, { state, statusText: texts[state] }))
}
