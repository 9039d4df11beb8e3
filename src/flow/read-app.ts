import { fail } from '../errors'
import { getAppId } from '../jsapi/get-app-id'
import { requireGetAuthCode } from '../jsapi/get-auth-code'
import { getSite } from '../jsapi/get-site-info'
import type { App, FlowContext } from './context'
import { within } from './within'

/** Which mini program in which super app; asks no person. A value that was passed is used, and its JSAPI not called. */
export async function readApp({ host, request, memory, life }: FlowContext): Promise<App> {
  const bridge = requireGetAuthCode(host.bridge())
  const appId = request.appId ?? getAppId(bridge)
  const known = request.customerBelongsTo ?? memory.site
  if (known) return { appId, customerBelongsTo: known }

  const site = await within(host.clock, life, request.timeoutMs, () => getSite(bridge))
  if (!site) throw fail('TIMEOUT', `my.getSiteInfo did not answer within ${request.timeoutMs} ms.`)
  memory.site = site
  return { appId, customerBelongsTo: site }
}
