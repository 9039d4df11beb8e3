import { getAppId } from '../jsapi/get-app-id'
import { unavailable } from '../jsapi/call-jsapi'
import { getSite } from '../jsapi/get-site-info'
import type { App, FlowContext } from './context'
import { within } from './within'

/** Which mini program in which super app; asks no person. A value that was passed is used, and its JSAPI not called. */
export async function readApp({ host, request, memory, life }: FlowContext): Promise<App> {
  const bridge = host.bridge()
  // Told at once, not after an answer that could not be sent.
  if (!bridge || !bridge.getAuthCode) throw unavailable('getAuthCode')
  const appId = request.appId || getAppId(bridge)
  let site = request.customerBelongsTo || memory.site
  if (!site) {
    site = await within(host.clock, life, request.timeoutMs, 'my.getSiteInfo', () => getSite(bridge))
    memory.site = site
  }
  return { appId, customerBelongsTo: site }
}
