type Listener = (event: object) => void

/** The document is the app: `onAppHide` when the person leaves its tab, `onAppShow` when they are back. */
export function appEvents() {
  const listeners = { show: new Set<Listener>(), hide: new Set<Listener>() }
  let isListening = false
  const on = (kind: keyof typeof listeners) => (listener: Listener) => {
    listeners[kind].add(listener)
    if (isListening) return
    isListening = true
    document.addEventListener('visibilitychange', () => {
      for (const told of listeners[document.visibilityState === 'visible' ? 'show' : 'hide']) told({})
    })
  }
  /** Without a listener it takes all away. */
  const off = (kind: keyof typeof listeners) => (listener?: Listener) => {
    if (listener) listeners[kind].delete(listener)
    else listeners[kind].clear()
  }
  return {
    onAppShow: on('show'),
    offAppShow: off('show'),
    onAppHide: on('hide'),
    offAppHide: off('hide'),
  }
}
