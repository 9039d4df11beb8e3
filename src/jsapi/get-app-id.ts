import { attempt } from '../attempt.js'
import type { Bridge } from '../host.js'
import { needed, textField } from './call-jsapi.js'

/** `my.getAppIdSync` gives an object in AlipayCN, a plain string in Ant's web adapter. */
export function getAppId(bridge: Bridge): string {
  // Missing or failing, it counts as no answer.
  const answer = attempt(() => (bridge as Required<Bridge>).getAppIdSync())
  return needed('getAppIdSync', 'appId', typeof answer === 'string' ? answer : textField(answer, 'appId'))
}
