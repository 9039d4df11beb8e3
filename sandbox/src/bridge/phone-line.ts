import {
  protocol,
  type BridgeReply,
  type JsapiAnswer,
  type JsapiName,
  type JsapiOptions,
} from './protocol.js'

/** The parts of `window` that the line needs; tests bring their own. */
export interface FrameWindow {
  parent: { postMessage(message: unknown, targetOrigin: string): void }
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

export type CallPhone = <Name extends JsapiName>(
  name: Name,
  options: JsapiOptions[Name],
  answered: (answer: JsapiAnswer) => void,
) => void

/**
 * Asks the phone page around this frame. Only that page is asked (target origin) and only its answers
 * count: they come from the parent window and the sandbox's origin.
 */
export function phoneLine(frame: FrameWindow, phoneOrigin: string): CallPhone {
  const waiting = new Map<number, (answer: JsapiAnswer) => void>()
  let lastId = 0

  frame.addEventListener('message', (event) => {
    if (event.source !== frame.parent || event.origin !== phoneOrigin || !isReply(event.data)) return
    const answered = waiting.get(event.data.id)
    waiting.delete(event.data.id)
    answered?.(event.data.answer)
  })

  return (name, options, answered) => {
    if (Object.is(frame.parent, frame)) {
      const errorMessage = `my.${name} needs the sandbox's phone around this page: open ${phoneOrigin}/ instead.`
      answered({ fail: { error: 4, errorMessage } })
      return
    }
    lastId += 1
    waiting.set(lastId, answered)
    frame.parent.postMessage({ protocol, id: lastId, name, options }, phoneOrigin)
  }
}

const isReply = (data: unknown): data is BridgeReply =>
  typeof data === 'object' &&
  data !== null &&
  'protocol' in data &&
  data.protocol === protocol &&
  'answer' in data
