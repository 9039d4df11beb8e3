import { useEffect, useState } from 'preact/hooks'
import {
  protocol,
  type BridgeCall,
  type JsapiName,
  type JsapiAnswer,
  type JsapiOptions,
} from '../../bridge/protocol.js'
import { answerPage, answerPanel, askAuthCode, askSiteInfo, askSubscription, beginVisit } from '../ask.js'
import type { PanelChoice, PanelNeeded, SubscribeAnswer } from '../../superapp/request-subscribe-message.js'
import type { Layer, PageChoice, Toast } from './layers-view.js'
import type { AuthCodeAnswer, PageNeeded } from '../../superapp/get-auth-code.js'

interface PhoneOwner {
  /** Changes with each visit of the mini program; nothing that the one before asked may stay. */
  visit: string
  userId: string
  appId: string
  /** Address of the mini program that is open; null where there is none. */
  programUrl: string | null
}

let lastId = 0

/** Answers the JSAPI calls of the mini program in `frame`, and gives what the super app shows for them. */
export function useJsapi(owner: PhoneOwner, frame: { readonly current: HTMLIFrameElement | null }) {
  const [layers, setLayers] = useState<readonly Layer[]>([])
  const [toast, setToast] = useState<Toast | undefined>()
  const { visit, userId, appId, programUrl } = owner

  useEffect(() => {
    if (programUrl === null) return
    const { origin } = new URL(programUrl)
    const show = (layer: Layer): void => setLayers((shown) => [...shown, layer])
    const remove = (id: number): void => setLayers((shown) => shown.filter((layer) => layer.id !== id))

    // Before anything is asked; where the sandbox is gone the question itself says so.
    const begun = beginVisit({ userId, appId }).catch(() => undefined)

    const superApp: SuperApp = {
      askSiteInfo: () => askSiteInfo({ userId, appId }),
      askAuthCode: (scopes) => begun.then(() => askAuthCode({ userId, appId, scopes })),
      answerPage,
      showAuthorization(scopes, chosen) {
        const id = ++lastId
        const answer = (choice: PageChoice): void => {
          remove(id)
          chosen(choice)
        }
        show({ kind: 'authorization', id, scopes, answer })
      },
      askSubscription: (entityIds) => begun.then(() => askSubscription({ userId, appId, entityIds })),
      answerPanel,
      showPanel(panel, chosen) {
        const id = ++lastId
        const answer = (choice: PanelChoice): void => {
          remove(id)
          chosen(choice)
        }
        show({ kind: 'panel', id, panel, answer })
      },
      showAlert(content, closed) {
        const id = ++lastId
        const close = (): void => {
          remove(id)
          closed()
        }
        show({ kind: 'alert', id, content, close })
      },
      showToast(content, durationMs) {
        const id = ++lastId
        setToast({ id, content })
        setTimeout(() => setToast((shown) => (shown?.id === id ? undefined : shown)), durationMs)
      },
    }
    const listen = (event: MessageEvent): void => {
      const shop = frame.current?.contentWindow ?? null
      const call = acceptCall(event, { window: shop, origin })
      if (call)
        answerCall(call, superApp, (answer) => shop?.postMessage({ protocol, id: call.id, answer }, origin))
    }
    window.addEventListener('message', listen)
    return () => {
      window.removeEventListener('message', listen)
      setLayers([])
      setToast(undefined)
    }
  }, [visit, userId, appId, programUrl, frame])

  return { layer: layers[0], toast }
}

/** A record, so that none can be forgotten. */
const isKnown: Record<JsapiName, true> = {
  getAuthCode: true,
  getSiteInfo: true,
  requestSubscribeMessage: true,
  showToast: true,
  alert: true,
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The parts of a MessageEvent that decide. */
interface IncomingMessage {
  source: unknown
  origin: string
  data: unknown
}

/** A call of the shop in our frame; undefined for whatever else a window may send us. */
export function acceptCall(
  event: IncomingMessage,
  frame: { window: unknown; origin: string },
): BridgeCall | undefined {
  if (frame.window === null || event.source !== frame.window || event.origin !== frame.origin)
    return undefined
  const { data } = event
  if (!isRecord(data) || data.protocol !== protocol || typeof data.id !== 'number') return undefined
  if (!Object.keys(isKnown).some((name) => name === data.name) || !isRecord(data.options)) return undefined
  return isWellFormed(data.options, data.name as JsapiName) ? (data as unknown as BridgeCall) : undefined
}

function isWellFormed(options: Record<string, unknown>, name: JsapiName): boolean {
  const isText = (key: string): boolean => typeof options[key] === 'string'
  switch (name) {
    case 'getAuthCode':
      return Array.isArray(options.scopes) && options.scopes.every((scope) => typeof scope === 'string')
    case 'requestSubscribeMessage':
      return Array.isArray(options.entityIds) && options.entityIds.every((id) => typeof id === 'string')
    case 'showToast':
      return isText('content') && isText('type') && typeof options.duration === 'number'
    case 'alert':
      return isText('title') && isText('content') && isText('buttonText')
    case 'getSiteInfo':
      return true
  }
}

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
