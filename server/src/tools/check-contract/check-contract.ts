import { ConfigError } from '../../contract/errors.js'
import { authorizationChecks } from './authorizations.js'
import { subscriptionChecks } from './subscriptions.js'
import { templateChecks } from './templates.js'
import {
  Backend,
  codesOfCommand,
  sandboxApp,
  Visitor,
  type AuthCodes,
  type ContractTarget,
  type SandboxApp,
} from './visitor.js'

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

export interface CheckContractArguments {
  sandbox?: string
  authCodeCommand?: string
  appId?: string
  site?: string
  template?: string
}

/** Prints one line for each rule; false when one is broken. @throws SdkError where codes can't be had */
export async function runCheckContract(url: string, given: CheckContractArguments): Promise<boolean> {
  const app = await appOf(given)
  const results = await checkContract({
    url,
    ...app,
    onResult: ({ rule, broken }) =>
      console.log(broken === undefined ? `ok      ${rule}` : `BROKEN  ${rule}\n        ${broken}`),
  })
  const broken = results.filter((result) => result.broken !== undefined).length
  console.log(`contract: ${results.length - broken} kept, ${broken} broken`)
  return broken === 0
}

async function appOf({
  sandbox,
  authCodeCommand,
  appId,
  site,
  template,
}: CheckContractArguments): Promise<SandboxApp> {
  const fromSandbox = sandbox === undefined ? undefined : await sandboxApp(sandbox)
  const codes = authCodeCommand === undefined ? fromSandbox?.codes : codesOfCommand(authCodeCommand)
  const app = {
    appId: appId ?? fromSandbox?.appId,
    customerBelongsTo: site ?? fromSandbox?.customerBelongsTo ?? 'ALIPAY_CN',
    templateCode: template ?? fromSandbox?.templateCode,
  }
  if (!codes || app.appId === undefined || app.templateCode === undefined) {
    throw new ConfigError([
      'say where auth codes come from: --sandbox <url>, or --auth-code-command with --app-id and --template',
    ])
  }
  return { appId: app.appId, customerBelongsTo: app.customerBelongsTo, templateCode: app.templateCode, codes }
}
