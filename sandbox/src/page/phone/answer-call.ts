import type { BridgeCall, JsapiAnswer, JsapiOptions } from '../../bridge/protocol.js'
import type { AuthCodeAnswer, PageNeeded } from '../../superapp/get-auth-code.js'
import type { PanelNeeded, PanelChoice, SubscribeAnswer } from '../../superapp/request-subscribe-message.js'
import type { PageChoice } from './layers.js'

/** What the super app does for a mini program. */
export interface SuperApp {
  askSiteInfo(): Promise<JsapiAnswer>
  askAuthCode(scopes: readonly string[]): Promise<AuthCodeAnswer | PageNeeded>
  answerPage(pageId: string, choice: PageChoice): Promise<AuthCodeAnswer>
  showAuthorization(scopes: readonly string[], chosen: (choice: PageChoice) => void): void
  askSubscription(entityIds: readonly string[]): Promise<SubscribeAnswer | PanelNeeded>
  answerPanel(panelId: string, choice: PanelChoice): Promise<SubscribeAnswer>
  showPanel(panel: PanelNeeded['panel'], chosen: (choice: PanelChoice) => void): void
  showAlert(content: JsapiOptions['alert'], closed: () => void): void
  showToast(content: string, durationMs: number): void
}

const unreachable: JsapiAnswer = { fail: { error: 12, errorMessage: 'The sandbox does not answer.' } }

/** Answers one call, once; where the user has to decide, after he did. */
export function answerCall(call: BridgeCall, superApp: SuperApp, reply: (answer: JsapiAnswer) => void): void {
  switch (call.name) {
    case 'getSiteInfo':
      superApp.askSiteInfo().then(reply, () => reply(unreachable))
      return
    case 'getAuthCode':
      authCode(call.options.scopes, superApp).then(reply, () => reply(unreachable))
      return
    case 'requestSubscribeMessage':
      subscription(call.options.entityIds, superApp).then(reply, () => reply(unreachable))
      return
    case 'showToast':
      superApp.showToast(call.options.content, call.options.duration)
      reply({ success: {} })
      return
    case 'alert':
      superApp.showAlert(call.options, () => reply({ success: {} }))
  }
}

async function authCode(scopes: readonly string[], superApp: SuperApp): Promise<JsapiAnswer> {
  const answer = await superApp.askAuthCode(scopes)
  if (!('page' in answer)) return answer
  const { page } = answer
  const choice = await new Promise<PageChoice>((chosen) => superApp.showAuthorization(page.scopes, chosen))
  return superApp.answerPage(page.pageId, choice)
}

async function subscription(entityIds: readonly string[], superApp: SuperApp): Promise<JsapiAnswer> {
  const answer = await superApp.askSubscription(entityIds)
  if (!('panel' in answer)) return answer
  const { panel } = answer
  const choice = await new Promise<PanelChoice>((chosen) => superApp.showPanel(panel, chosen))
  return superApp.answerPanel(panel.panelId, choice)
}
