import { isDev } from '../dev'
import { failure } from '../errors'
import type { SubscribeFailure, SubscribeResult } from '../result'
import type { FlowRequest } from './context'

/**
 * How often the user did not want a template, for opens that no tap asked for: REJECT, or two CANCELLED.
 * One for all components of the page or mini program: a session is longer than a component.
 */
const unwanted: Partial<Record<string, number>> = {}

const keyOf = ({ backendUrl }: FlowRequest, templateCode: string): string => `${backendUrl} ${templateCode}`

export function remember(request: FlowRequest, result: SubscribeResult): void {
  request.templateIds.forEach((code) => {
    const key = keyOf(request, code)
    if (!result.success) {
      if (result.errorCode === 'CANCELLED') unwanted[key] = (unwanted[key] || 0) + 1
    } else unwanted[key] = result.templates[code] === 'REJECT' ? 2 : 0
  })
}

export const isUnwanted = (request: FlowRequest, templateCode: string): boolean =>
  (unwanted[keyOf(request, templateCode)] || 0) > 1

/** The result of a quiet open that may not ask. */
export function recall(request: FlowRequest): SubscribeFailure | false {
  const isSettled = request.quiet && request.templateIds.every((code) => isUnwanted(request, code))
  return isSettled ? failure('CANCELLED', isDev && 'Unwanted before (quiet).') : false
}
