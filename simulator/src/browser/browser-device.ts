import type { Device } from '../my/device.js'
import type { Chrome } from './chrome.js'
import { showDialog, showSheet } from './dialog.js'

/** Draws what lies over the pages. `language` is what the super app is set to. */
export function browserDevice(chrome: () => Chrome, language: string): Device {
  let toast: HTMLElement | undefined
  let loading: HTMLElement | undefined
  const show = (text: string, type: string) => {
    const element = document.body.appendChild(document.createElement('div'))
    element.className = 'a-toast'
    element.dataset['type'] = type
    element.setAttribute('role', 'status')
    element.textContent = text
    return element
  }
  // A browser may refuse its own clipboard: then it is the program's alone.
  let copied = ''
  return {
    clipboard: {
      read: () => navigator.clipboard.readText().catch(() => copied),
      write: (text) => {
        copied = text
        return navigator.clipboard.writeText(text).catch(() => undefined)
      },
    },
    toast: ({ content, type, duration }) => {
      toast?.remove()
      const shown = (toast = show(content, type))
      return new Promise((resolve) => {
        setTimeout(() => {
          shown.remove()
          resolve()
        }, duration)
      })
    },
    hideToast: () => toast?.remove(),
    alert: async ({ title, content, buttonText }) => {
      await showDialog({ title, content, buttons: [buttonText] })
    },
    confirm: async ({ title, content, confirmButtonText, cancelButtonText }) =>
      (await showDialog({ title, content, buttons: [cancelButtonText, confirmButtonText] })) === 1,
    actionSheet: ({ title, items, cancelButtonText }) => showSheet(title, items, cancelButtonText),
    loading: (content) => {
      loading?.remove()
      loading = content === undefined ? undefined : show(content, 'loading')
    },
    navigationBar: (options) => chrome().setTitle(options),
    systemInfo: () => ({
      language,
      windowWidth: innerWidth,
      windowHeight: innerHeight,
      screenWidth: innerWidth,
      screenHeight: innerHeight,
      pixelRatio: devicePixelRatio,
    }),
  }
}
