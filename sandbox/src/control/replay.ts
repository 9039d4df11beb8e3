import { createPrivateKey } from 'node:crypto'
import { answerRequest } from '../gateway/receive.js'
import type { LoggedCall } from '../gateway/request-log.js'
import type { Sandbox } from '../sandbox.js'
import { signatureHeader } from '../signing/sign.js'
import { platformTime } from '../state/clock.js'

/**
 * Sends a logged call again: same path and body, new Request-Time, signed with the sandbox's own merchant
 * key (version 1). Returns the new entry of the log.
 */
export function replay({ request }: LoggedCall, sandbox: Sandbox): LoggedCall {
  const { uri, body, clientId = '' } = request
  const requestTime = platformTime(sandbox.clock.wire())
  const key = createPrivateKey(sandbox.keys.merchant.privateKey)
  const signature = signatureHeader(key, { uri, clientId, time: requestTime, body }, 1)
  answerRequest({ ...request, requestTime, signature }, sandbox)
  const [entry] = sandbox.requestLog.list()
  if (!entry) throw new Error('The replayed call was not logged.')
  return entry
}
