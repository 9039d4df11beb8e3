import { consentText } from '../consent-text'
import type { Consent, TemplateAnswer } from '../contract'
import { fail } from '../errors'
import type { PanelAnswer, PanelView } from '../panel-view'
import type { FlowContext } from './context'
import { within } from './within'

export type Asked = { closedBy: string } | { answers: TemplateAnswer[]; consent: Consent }

/** Shows the panel and waits for the person. */
export async function ask(context: FlowContext, view: PanelView, textVersion: string): Promise<Asked> {
  const { host, life, request } = context
  context.advance('ASK')
  const shownAt = host.clock.now()
  const panelAnswer = await within(host.clock, life, request.personTimeoutMs, () => {
    context.panel = host.openPanel(view)
    return context.panel.answer
  })
  if (!panelAnswer) throw fail('TIMEOUT', `Nobody answered the panel within ${request.personTimeoutMs} ms.`)
  if (panelAnswer.type === 'CLOSED') return { closedBy: panelAnswer.by }

  const surface = host.surface()
  return {
    answers: answersOf(view, panelAnswer),
    consent: {
      surface,
      language: view.language,
      textVersion,
      ...(surface === 'BUILTIN' && { text: consentText(view) }),
      component: host.component,
      shownAt: new Date(shownAt).toISOString(),
      answeredAt: new Date(Math.max(shownAt, host.clock.now())).toISOString(),
    },
  }
}

/** One answer for each template that was shown: an empty box is REJECT. */
function answersOf(view: PanelView, answer: PanelAnswer & { type: 'ANSWERED' }): TemplateAnswer[] {
  return view.templates.map(({ templateCode }) => ({
    templateCode,
    type: answer.templates[templateCode] === 'AGREE' ? 'AGREE' : 'REJECT',
  }))
}
