import { getAppId } from '../jsapi/get-app-id.js'
import { needed } from '../jsapi/call-jsapi.js'
import { getSite } from '../jsapi/get-site-info.js'
import type { Bridge } from '../host.js'
import type { App, FlowContext } from './context.js'

// A bridge script that is on its way when the user taps.
const BRIDGE_WAIT_MS = 1000
const LOOK_EVERY_MS = 50

/** Which mini program in which super app; asks no person. A value that was passed is used, and its JSAPI not called. */
export function readApp({ host, request, memory, life }: FlowContext): Promise<App> {
  const { clock } = host
  const { timeoutMs } = request
  const passed = request.customerBelongsTo || memory.site
  const until = clock.now() + Math.min(timeoutMs, BRIDGE_WAIT_MS)
  const look = (): Promise<Bridge | undefined> => {
    const bridge = host.bridge()
    return bridge || clock.now() >= until ? Promise.resolve(bridge) : life.pause(LOOK_EVERY_MS).then(look)
  }

  return look().then((bridge) => {
    // Told at once, not after an answer that could not be sent.
    const my = needed('getAuthCode', 'bridge', bridge && bridge.getAuthCode && bridge)
    const appId = request.appId || getAppId(my)
    const site = passed || life.within(timeoutMs, 'my.getSiteInfo', () => getSite(my))
    return Promise.resolve(site).then((customerBelongsTo) => {
      if (!request.customerBelongsTo) memory.site = customerBelongsTo
      return { appId, customerBelongsTo }
    })
  })
}
