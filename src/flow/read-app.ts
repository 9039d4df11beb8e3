import { getAppId } from '../jsapi/get-app-id'
import { unavailable } from '../jsapi/call-jsapi'
import { getSite } from '../jsapi/get-site-info'
import type { App, FlowContext } from './context'
import { pause, within } from './within'

// A bridge script that is on its way when the user taps.
const BRIDGE_WAIT_MS = 1000
const LOOK_EVERY_MS = 50

/** Which mini program in which super app; asks no person. A value that was passed is used, and its JSAPI not called. */
export async function readApp({ host, request, memory, life }: FlowContext): Promise<App> {
  const { clock } = host
  const until = clock.now() + Math.min(request.timeoutMs, BRIDGE_WAIT_MS)
  while (!host.bridge() && clock.now() < until) await pause(clock, life, LOOK_EVERY_MS)
  const bridge = host.bridge()
  // Told at once, not after an answer that could not be sent.
  if (!bridge || !bridge.getAuthCode) throw unavailable('getAuthCode')
  const appId = request.appId || getAppId(bridge)
  let site = request.customerBelongsTo || memory.site
  if (!site) {
    site = await within(clock, life, request.timeoutMs, 'my.getSiteInfo', () => getSite(bridge))
    memory.site = site
  }
  return { appId, customerBelongsTo: site }
}
