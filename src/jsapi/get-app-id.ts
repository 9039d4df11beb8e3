import type { Bridge } from '../host'
import { textField, unavailable } from './call-jsapi'

/** `my.getAppIdSync` gives an object in AlipayCN, a plain string in Ant's web adapter. */
export function getAppId(bridge: Bridge): string {
  let answer: unknown
  try {
    answer = (bridge as Required<Bridge>).getAppIdSync()
  } catch {
    // Missing or failing, it counts as no answer.
  }
  const appId = typeof answer === 'string' ? answer : textField(answer, 'appId')
  if (!appId) throw unavailable('getAppIdSync')
  return appId
}
