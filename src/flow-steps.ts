import { askForCode, authorize, type FlowContext, loadTemplates, readApp, sourceOf } from './authorize.js'
import { isBackendError } from './backend.js'
import { isoTime, newRequestId, postSubscriptions, type Submission } from './backend-api.js'
import { warningsAboutTemplates } from './config-warnings.js'
import {
  type App,
  type AuthCode,
  type AuthorizationAnswer,
  type Decision,
  findTemplate,
  hasAgree,
  type ServedTexts,
  type Subscription,
  type Surface,
  type TemplateAnswer,
} from './contract.js'
import { buildLoadingView, type BuiltView, buildView, consentText, type PanelView } from './panel-view.js'
import { keepAnswer, pendingAnswers, postAgain, removeAnswer } from './pending-answers.js'
import { callPageCode } from './page-code.js'
import { isUnwanted } from './recent-refusals.js'
import { fail, failure, type SubscribeResult, type SubscribeSuccess, toError, toFailure } from './result.js'

/** What an open has when it is authorized. */
interface AuthorizedContext extends FlowContext {
  app: App
  /** Lives in memory only. Its subscriptions are kept up to date. */
  session: AuthorizationAnswer
  /** Whose answers to which backend (PendingAnswer). */
  owner: string
}

/** How long a session lasts (docs/contract.md). Counted here, since the device's clock may differ from the server's. */
const SESSION_MS = 15 * 60 * 1000

/** One open from the tap to its result: authorize, plan, show the panel, submit. */
export async function subscribe(open: FlowContext): Promise<SubscribeResult> {
  const app = await readApp(open)
  const templates = loadTemplates(open, app)
  // Waited for only if a panel has to be shown. Until then a failure has no consequence.
  templates.catch(() => undefined)
  const session = await authorize(open, app, () => void showProgress(open).catch(() => undefined))
  const source = sourceOf(open.request, app)
  open.memory.known = { source, session, until: open.host.clock.now() + SESSION_MS }
  const owner = `${source} ${session.subject}`
  const context: AuthorizedContext = Object.assign(open, { app, session, owner })

  await submitKeptAnswers(context)
  const plan = planOpen(context)
  if (plan.renew) {
    context.advance('SUBMIT')
    await submit(context, { requestId: newRequestId(), answers: [] })
  }
  if (plan.ask.length === 0) return toSuccess(context, false)
  return askAndSubmit(context, await templates, plan.ask)
}

const PROGRESS_AFTER_MS = 300

/** A frame while the backend is awaited, if it takes a while. Not for quiet opens: no tap asked for them. */
async function showProgress({ host, request, lifetime, memory, cancel }: FlowContext): Promise<void> {
  if (request.quiet) return
  await lifetime.pause(PROGRESS_AFTER_MS)
  const progress = memory.panel ? undefined : host.openProgress?.(buildLoadingView(request))
  if (!progress) return
  memory.panel = progress
  await progress.answer
  // Closed by the person, and not because the panel has taken its place.
  if (memory.panel === progress) cancel()
}

// Plan.

/** What an open has to get: from the person, for these templates, or only a new code. */
interface Plan {
  ask: string[]
  /** A once good token died: a new code is enough, no person is asked. */
  renew: boolean
}

function planOpen({ host, request, session }: AuthorizedContext): Plan {
  const { templateIds, manage, askAgain, quiet } = request
  const standing = (code: string): Partial<Subscription> => findTemplate(session.subscriptions, code) ?? {}
  if (manage) return { ask: templateIds.filter((code) => standing(code).type === 'AGREE'), renew: false }

  // A template that the backend did not mention has never been asked for.
  const needs = (code: string): string => standing(code).needs ?? 'CONSENT'
  const ask = templateIds.filter((code) => {
    // Of several templates, a quiet open leaves out those that the user did not want.
    if (quiet && isUnwanted(host.refusals(), code)) return false
    return askAgain || needs(code) === 'CONSENT'
  })
  const renew = ask.length === 0 && templateIds.some((code) => needs(code) === 'AUTHORIZATION')
  return { ask, renew }
}

// Show the panel.

async function askAndSubmit(
  context: AuthorizedContext,
  served: ServedTexts,
  templateCodes: string[],
): Promise<SubscribeResult> {
  const { host, request, app, owner } = context
  const built = buildView(request, app.customerBelongsTo, served, templateCodes)
  if (__DEV__) warningsAboutTemplates(built.view.templates).forEach((warning) => host.warn(warning))

  const asked = await showPanel(context, built.view, served.textVersion)
  context.advance('SUBMIT')

  // On the manage panel, keeping what stands is not a new answer.
  const answers = asked.answers.filter(({ type }) => !request.manage || type === 'REJECT')
  if (answers.length === 0) return toSuccess(context, false)

  const submission = { requestId: newRequestId(), answers, consent: asked.consent, owner }
  // Before the first byte leaves: a page that is killed while it submits must not lose the answer.
  keepAnswer(host, submission)
  updatePanel(context, built, 'submitting')
  try {
    await submit(context, submission)
  } catch (error) {
    if (hasAgree(answers) && !toFailure(error).pending) updatePanel(context, built, 'failed')
    throw error
  }
  return toSuccess(context, true)
}

type PanelConsent = NonNullable<Submission['consent']>

/** Shows the panel and waits for the person. Throws CANCELLED when it was closed. */
async function showPanel(
  context: AuthorizedContext,
  view: PanelView,
  textVersion: string,
): Promise<{ answers: TemplateAnswer[]; consent: PanelConsent }> {
  const { host, lifetime, memory, request, app } = context
  const time = (): string => isoTime(host.clock)

  context.advance('ASK')
  let shownAt = time()
  let surface: Surface = 'BUILTIN'
  const answer = await lifetime.within(request.personTimeoutMs, 'The panel', () => {
    const opened = host.openPanel(view, {
      appId: app.appId,
      bridge: host.bridge(),
      newAuthCode: () => askForCode<'PANEL'>(context, request.scopes),
    })
    surface = opened.surface
    const progress = memory.panel
    memory.panel = opened.panel
    progress?.close()
    Promise.resolve(opened.panel.painted).then(
      () => (shownAt = time()),
      () => undefined,
    )
    return opened.panel.answer
  })
  if (answer.type === 'CLOSED') throw fail('CANCELLED', 'The panel was closed.')

  const answeredAt = time()
  const consent: PanelConsent = {
    surface,
    language: view.language,
    textVersion,
    component: host.component,
    shownAt,
    // A clock that was set back meanwhile must not make the record contradict itself.
    answeredAt: answeredAt < shownAt ? shownAt : answeredAt,
  }
  if ((surface as Surface) === 'BUILTIN') consent.text = consentText(view, answer.agreeLabel)
  // An empty box is REJECT.
  const answers = view.templates.map(({ templateCode }): TemplateAnswer => ({
    templateCode,
    type: answer.templates[templateCode] === 'AGREE' ? 'AGREE' : 'REJECT',
  }))
  return { answers, consent }
}

/** `failed` stays after the result: it tells the person that nothing was subscribed. */
function updatePanel(context: FlowContext, { view, texts }: BuiltView, state: 'submitting' | 'failed'): void {
  context.keepPanel = state === 'failed'
  const { panel } = context.memory
  const shown = { ...view, state, statusText: texts[state] }
  callPageCode(context.host.warn, 'panel.update', () => panel?.update(shown))
}

// Submit.

/** Answers from earlier opens come first, so that what stands is what the user last said. */
async function submitKeptAnswers(context: AuthorizedContext): Promise<void> {
  const { host, request, owner } = context
  for (const kept of pendingAnswers(host)) {
    const isAsked = request.templateIds.some((code) => findTemplate(kept.answers, code))
    // A code is asked for only when a tap opened this.
    const isAllowed = !(request.quiet && hasAgree(kept.answers))
    if (kept.owner === owner && isAsked && isAllowed) await submit(context, kept)
  }
}

/**
 * Posts an answer, with the second code if it needs one, and brings the session's subscriptions up to date.
 * Throws a FlowError, with `pending` if the answer is kept for later.
 */
async function submit(context: AuthorizedContext, submission: Submission): Promise<void> {
  const { host, request, lifetime, memory, app, session } = context
  const { requestId, answers } = submission
  const isAgree = hasAgree(answers)
  const isRenewal = answers.length === 0
  // AlipayCN has no scope of its own for sending, the wallets have.
  const scope = app.customerBelongsTo === 'ALIPAY_CN' ? 'auth_user' : 'SEND_MESSAGE'

  let authCode: AuthCode<'MESSAGE'> | undefined
  const renewCode = async (): Promise<boolean> => {
    // The one that was sent may be burnt, whatever becomes of the next.
    authCode = undefined
    if (!isAgree && !isRenewal) return false
    authCode = await askForCode<'MESSAGE'>(context, [scope])
    return true
  }
  const reauthorize = async (): Promise<boolean> => {
    const { subject, sessionToken } = await authorize(context, app)
    if (subject !== session.subject) return false
    session.sessionToken = sessionToken
    return true
  }

  try {
    await renewCode()
    const subscriptions = await postSubscriptions(context, session, submission, () => authCode, {
      NEW_CODE: renewCode,
      REAUTHORIZE: reauthorize,
    })
    session.subscriptions = subscriptions.concat(session.subscriptions)
    removeAnswer(host, requestId)
  } catch (error) {
    // Closed meanwhile: the answer stays where it is.
    if (lifetime.isOver) throw error
    if (isBackendError(error) && error.isCodeSpent) authCode = undefined
    let stopped = toFailure(error)
    // Back key on the authorization page: after an answer that refuses, since CANCELLED is over.
    if (stopped.errorCode === 'CANCELLED') stopped = failure('AUTH_DENIED', stopped.errorMessage)
    if (!isRenewal && isWorthKeeping(error, isAgree)) {
      stopped.pending = true
      void postAgain({ host, request, lifetime: memory.mounted }, session, submission, authCode)
    } else {
      removeAnswer(host, requestId)
    }
    throw toError(stopped)
  }
}

/** Whether an answer that could not be posted is kept, to be posted again later. */
function isWorthKeeping(error: unknown, isAgree: boolean): boolean {
  if (isBackendError(error)) return error.isWorthKeeping
  // A JSAPI failed. A withdrawal stands whatever became of the authorization.
  const { errorCode } = toFailure(error)
  return !isAgree || errorCode === 'NETWORK' || errorCode === 'TIMEOUT'
}

/** The result: what the backend says stands for each template that was asked about. */
function toSuccess({ request, session }: AuthorizedContext, fresh: boolean): SubscribeSuccess {
  const templates: Record<string, Decision> = {}
  const subscriptionIds: Record<string, string> = {}
  for (const code of request.templateIds) {
    const { type, subscriptionId } = findTemplate(session.subscriptions, code) ?? {}
    if (subscriptionId) subscriptionIds[code] = subscriptionId
    if (type) templates[code] = type
  }
  const type = Object.values(templates).includes('AGREE') ? 'AGREE' : 'REJECT'
  return { success: true, type, templates, subscriptionIds, fresh }
}
