import { consentText } from '../consent-text.js'
import type { Consent, Surface, TemplateAnswer } from '../contract.js'
import type { PanelView } from '../panel-view.js'
import { askForCode } from './ask-for-code.js'
import type { AuthorizedContext } from './context.js'

export interface Asked {
  answers: TemplateAnswer[]
  consent: Consent
}

/** Shows the panel and waits for the person; undefined when it was closed. */
export function ask(
  context: AuthorizedContext,
  view: PanelView,
  textVersion: string,
): Promise<Asked | undefined> {
  const { host, life, memory, request, app } = context
  const { clock } = host
  const time = (): string => new Date(clock.now()).toISOString()

  context.advance('ASK')
  const shownAt = time()
  let surface: Surface
  const answered = life.within(request.personTimeoutMs, 'The panel', () => {
    const opened = host.openPanel(view, {
      appId: app.appId,
      bridge: host.bridge(),
      // A code that comes after the result opens nothing.
      newAuthCode: () =>
        askForCode<'PANEL'>(context, request.scopes).then(
          (code) => new Promise((resolve) => life.over || resolve(code)),
        ),
    })
    surface = opened.surface
    memory.panel = opened.panel
    return opened.panel.answer
  })
  return answered.then((answer) => {
    if (answer.type === 'CLOSED') return undefined

    // A clock that was set back meanwhile must not make the record contradict itself.
    const answeredAt = time() < shownAt ? shownAt : time()
    const consent: Consent = {
      surface,
      language: view.language,
      textVersion,
      component: host.component,
      shownAt,
      answeredAt,
    }
    if (surface === 'BUILTIN') consent.text = consentText(view)
    // An empty box is REJECT.
    const answers = view.templates.map(({ templateCode }): TemplateAnswer => ({
      templateCode,
      type: answer.templates[templateCode] === 'AGREE' ? 'AGREE' : 'REJECT',
    }))
    return { answers, consent }
  })
}
