import type { FlowState } from './flow-types.js'

export type FlowEvent = 'OPEN' | 'ASK' | 'SUBMIT' | 'CANCEL' | 'SETTLE'

/**
 * Every state and what may happen in it; anything else is ignored.
 * ASK: the panel is shown. SUBMIT: the person has answered, or nothing needs asking. CANCEL exists only
 * before `submitting`: afterwards the result is the server's answer.
 */
export const transitions: Record<FlowState, Partial<Record<FlowEvent, FlowState>>> = {
  idle: { OPEN: 'authorizing' },
  authorizing: { ASK: 'asking', SUBMIT: 'submitting', CANCEL: 'settled', SETTLE: 'settled' },
  asking: { SUBMIT: 'submitting', CANCEL: 'settled', SETTLE: 'settled' },
  submitting: { SETTLE: 'settled' },
  settled: { OPEN: 'authorizing' },
}
