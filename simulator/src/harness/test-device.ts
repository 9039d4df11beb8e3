import type { Device } from '../my/device.js'

/** What dialogs answer in a test: at once, without a screen. */
export interface Answers {
  /** Of my.confirm. @default true */
  confirm: boolean
  /** Index that my.showActionSheet gives. @default 0 */
  actionSheet: number
}

/** What was shown, in order, e.g. `{ name: 'toast', content: 'Saved', … }`. */
export type Shown = { name: string } & Record<string, unknown>

export function testDevice(shown: Shown[], answers: Answers): Device {
  const show = (name: string, options: object = {}) => {
    shown.push({ name, ...options })
    return Promise.resolve()
  }
  let copied = ''
  return {
    clipboard: {
      read: () => copied,
      write: (text) => {
        copied = text
      },
    },
    toast: (options) => show('toast', options),
    hideToast: () => void show('hideToast'),
    alert: (options) => show('alert', options),
    confirm: async (options) => {
      await show('confirm', options)
      return answers.confirm
    },
    actionSheet: async (options) => {
      await show('actionSheet', options)
      return answers.actionSheet
    },
    loading: (content) => void show(content === undefined ? 'hideLoading' : 'loading', { content }),
    navigationBar: (options) => void show('navigationBar', options),
    systemInfo: () => ({
      language: 'en',
      windowWidth: 375,
      windowHeight: 667,
      screenWidth: 375,
      screenHeight: 667,
      pixelRatio: 2,
    }),
  }
}
