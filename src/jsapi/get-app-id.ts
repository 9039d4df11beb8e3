import { fail } from '../errors'
import type { Bridge } from '../host'
import { textField } from './call-jsapi'

/** `my.getAppIdSync` gives an object in AlipayCN, a plain string in Ant's web adapter. */
export function getAppId(bridge: Bridge): string {
  let why = 'is missing here'
  try {
    const answer = bridge.getAppIdSync?.()
    const appId = typeof answer === 'string' ? answer : textField(answer, 'appId')
    if (appId) return appId
    if (bridge.getAppIdSync) why = 'gave no appId'
  } catch (error) {
    why = `failed (${String(error)})`
  }
  throw fail('UNAVAILABLE', `my.getAppIdSync ${why}.`, 'Pass the prop `appId`.')
}
