import { jsapiFault } from './jsapi-fault.js'
import type { State } from '../state/state.js'
import { noPermission, noResult, type JsapiFailure } from './auth-code-answer.js'

export type SiteInfoAnswer = { success: Record<string, string> } | { fail: JsapiFailure }

/** `my.getSiteInfo`: the super app's own name, which a merchant sends on as customerBelongsTo. */
export function getSiteInfo(
  state: State,
  { userId, appId }: { userId: string; appId: string },
): SiteInfoAnswer {
  const fault = jsapiFault(state, 'my.getSiteInfo')
  if (fault) return { fail: fault }
  const { miniPrograms, users, settings } = state
  const miniProgram = miniPrograms.get(appId)
  if (!miniProgram) return noResult(`There is no mini program ${appId} in this sandbox.`)
  if (!miniProgram.switches.jsapiPermission) return noPermission('getSiteInfo')
  const user = users.get(userId)
  if (!user) return noResult(`There is no user ${userId} in this sandbox.`)
  return { success: { [settings.siteInfoField]: user.site } }
}
