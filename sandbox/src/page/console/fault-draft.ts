import type { FaultSpec } from '../../faults/faults.js'

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

const minute = 60_000
const day = 24 * 60 * minute

type Advance = 'minutes11' | 'day' | 'month'

/** Steps that let a thing of the default settings expire: a code, an access token, a refresh token. */
export const advances: readonly { name: Advance; ms: number }[] = [
  { name: 'minutes11', ms: 11 * minute },
  { name: 'day', ms: day },
  { name: 'month', ms: 31 * day },
]

/** An offset in the two largest of days, hours and minutes, in the words of the language. */
export function offsetText(offsetMs: number, language: string): string {
  const minutes = Math.round(offsetMs / minute)
  const parts = [
    ['day', Math.floor(minutes / 1440)],
    ['hour', Math.floor((minutes % 1440) / 60)],
    ['minute', minutes % 60],
  ] as const
  const words = parts
    .filter(([, amount]) => amount > 0)
    .slice(0, 2)
    .map(([unit, amount]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount),
    )
  return words.join(' ')
}
