import type { FaultSpec } from '../../../faults/faults.js'

export type FaultEffect = FaultSpec['effect']

/** Endpoints that a fault can be bound to, as the gateway names them. */
export const endpoints = [
  '/v2/miniprogram/message/send',
  '/v2/authorizations/applyToken',
  '/v2/authorizations/applyTokenAndInquiryUserInfo',
  '/v2/users/inquiryUserInfo',
  '/v2/authorizations/revoke',
] as const

/** The form's fields as they stand in it. */
export interface FaultDraft {
  effect: FaultEffect
  /** Empty: every endpoint. */
  endpoint: string
  count: string
  percent: string
  delayMs: string
}

export const newFault: FaultDraft = {
  effect: 'answer-lost',
  endpoint: '/v2/miniprogram/message/send',
  count: '1',
  percent: '100',
  delayMs: '3000',
}

/** What is sent: an empty or impossible figure is left out, and the server's default holds. */
export function faultSpecOf(draft: FaultDraft): FaultSpec {
  const count = wholeNumber(draft.count)
  const percent = wholeNumber(draft.percent)
  const delayMs = wholeNumber(draft.delayMs)
  return {
    effect: draft.effect,
    ...(draft.endpoint !== '' && { endpoint: draft.endpoint }),
    ...(count !== undefined && count > 0 && { count }),
    ...(percent !== undefined && percent < 100 && { rate: percent / 100 }),
    ...(draft.effect === 'delay' && delayMs !== undefined && { delayMs }),
  }
}

function wholeNumber(text: string): number | undefined {
  const value = text.trim()
  return /^\d+$/.test(value) ? Number(value) : undefined
}
