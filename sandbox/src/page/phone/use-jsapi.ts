import { useEffect, useState } from 'preact/hooks'
import { protocol } from '../../bridge/protocol.js'
import {
  answerPage,
  answerPanel,
  askAuthCode,
  askSiteInfo,
  askSubscription,
  beginVisit,
} from '../server/phone-calls.js'
import { acceptCall } from './accept-call.js'
import type { PanelChoice } from '../../superapp/request-subscribe-message.js'
import { answerCall, type SuperApp } from './answer-call.js'
import type { Layer, PageChoice, Toast } from './layers.js'

export interface PhoneOwner {
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
