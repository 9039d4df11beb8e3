import { gatewayRules } from './gateway-rules.js'
import { messageRules } from './message-rules.js'
import type { RuleFacts } from './rule.js'
import { superAppRules } from './superapp-rules.js'

/** Behaviours that are neither a setting, nor a switch, nor a field, nor a code of their own. */
export const rules = { ...gatewayRules, ...messageRules, ...superAppRules } as const

export type Rule = keyof typeof rules

export const factsOf = (rule: Rule): RuleFacts => rules[rule]
export const ruleNames = Object.keys(rules) as Rule[]
