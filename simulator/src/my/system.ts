import { jsapi } from './callbacks.js'
import type { Device } from './device.js'

/** The base library that the simulator says it is. */
export const baseLibrary = '2.9.0'

/** What the app was started with. */
export interface Launch {
  path: string
  query: Record<string, string>
}

/** `my` for questions about the phone and the program. */
export function system(
  device: Device,
  canDo: (name: string) => boolean,
  appId: string,
  launch: () => Launch = () => ({ path: '', query: {} }),
) {
  const info = () => ({
    ...device.systemInfo(),
    app: 'alipay',
    brand: 'mini-program-simulator',
    model: 'mini-program-simulator',
    platform: 'simulator',
    system: 'simulator',
    version: '10.5.0',
    titleBarHeight: 44,
    statusBarHeight: 20,
    fontSizeSetting: 16,
  })
  return {
    SDKVersion: baseLibrary,
    env: { clientEnv: 'simulator' },
    isIDE: true,
    getSystemInfo: jsapi(info),
    getSystemInfoSync: info,
    getAppIdSync: () => ({ appId }),
    getRunScene: jsapi(() => ({ envVersion: 'develop' })),
    canIUse: (query: string) => {
      const [name = ''] = query.split('.')
      return features.has(name) || canDo(name)
    },
    getWindowInfo: () => {
      const { pixelRatio, screenWidth, screenHeight, windowWidth, windowHeight } = device.systemInfo()
      const safeArea = {
        left: 0,
        top: 0,
        right: windowWidth,
        bottom: windowHeight,
        width: windowWidth,
        height: windowHeight,
      }
      return {
        pixelRatio,
        screenWidth,
        screenHeight,
        windowWidth,
        windowHeight,
        statusBarHeight: 20,
        safeArea,
      }
    },
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    getNetworkType: jsapi(() => ({
      networkAvailable: navigator.onLine,
      networkType: navigator.onLine ? 'WIFI' : 'NOTREACHABLE',
    })),
    setClipboard: jsapi(async ({ text }) => {
      await device.clipboard.write(typeof text === 'string' ? text : '')
      return { success: true }
    }),
    getClipboard: jsapi(async () => ({ text: await device.clipboard.read() })),
    getSetting: jsapi(() => ({ authSetting: {} })),
    ...appEvents(),
  }
}

/** The app comes and goes with the browser's page. */
function appEvents() {
  const eventsOf = (state: DocumentVisibilityState) => {
    const heard = new Map<() => void, () => void>()
    const off = (listener: () => void) => {
      document.removeEventListener('visibilitychange', heard.get(listener) ?? listener)
      heard.delete(listener)
    }
    const on = (listener: () => void) => {
      const hear = () => {
        if (document.visibilityState === state) listener()
      }
      heard.set(listener, hear)
      document.addEventListener('visibilitychange', hear)
    }
    // Without a listener, all of them go.
    return { on, off: (listener?: () => void) => (listener ? [listener] : [...heard.keys()]).forEach(off) }
  }
  const [show, hide] = [eventsOf('visible'), eventsOf('hidden')]
  return { onAppShow: show.on, offAppShow: show.off, onAppHide: hide.on, offAppHide: hide.off }
}

const features = new Set(['component2', 'mixin', 'lifetimes', 'observers'])
