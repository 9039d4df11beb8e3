import type { AuthCodes } from './auth-codes.js'
import { Backend } from './backend.js'
import { authorizationChecks } from './check-authorizations.js'
import { subscriptionChecks } from './check-subscriptions.js'
import { templateChecks } from './check-templates.js'
import { Visitor, type ContractTarget } from './visitor.js'

export interface CheckContractOptions extends ContractTarget {
  /** Base address of the backend, as the front end's `backendUrl`. */
  url: string
  codes: AuthCodes
  /** Called after each rule. */
  onResult?: (result: CheckResult) => void
}

export interface CheckResult {
  rule: string
  /** What is different; absent when the rule is kept. */
  broken?: string
}

/**
 * Runs the contract's rules against a live backend, ours or anyone's, one after another. It leaves the first
 * user's answer to the template as the last rule left it, so use users of your own.
 */
export async function checkContract({
  url,
  codes,
  onResult,
  ...target
}: CheckContractOptions): Promise<CheckResult[]> {
  const visitor = new Visitor(new Backend(url), target, codes)
  const results: CheckResult[] = []
  for (const { rule, run } of [...templateChecks, ...authorizationChecks, ...subscriptionChecks]) {
    const result = await run(visitor).then(
      () => ({ rule }),
      (error: unknown) => ({ rule, broken: error instanceof Error ? error.message : String(error) }),
    )
    results.push(result)
    onResult?.(result)
  }
  return results
}
