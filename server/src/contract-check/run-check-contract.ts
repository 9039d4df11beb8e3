import { codesOfCommand, sandboxApp, type SandboxApp } from './auth-codes.js'
import { checkContract } from './check-contract.js'
import { ConfigError } from '../sdk-error.js'

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
