import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SdkError } from '../sdk-error.js'
import { askSandbox } from './ask-sandbox.js'

/** Where fresh auth codes come from; the contract needs those of two users. */
export type AuthCodes = (user: 'first' | 'second') => Promise<string>

/** From a shell command that prints one code; it finds the user in MINI_MESSAGE_USER, `first` or `second`. */
export const codesOfCommand =
  (command: string): AuthCodes =>
  async (user) => {
    const env = { ...process.env, MINI_MESSAGE_USER: user }
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env, timeout: 60_000 })
    const code = stdout.trim()
    if (code === '') throw new SdkError('NO_AUTH_CODE', 'the auth code command printed nothing')
    return code
  }

export interface SandboxApp {
  appId: string
  customerBelongsTo: string
  templateCode: string
  codes: AuthCodes
}

/** App, template and codes of a running mini-message-sandbox, which answers authorization pages by itself from now on. */
export async function sandboxApp(sandboxUrl: string): Promise<SandboxApp> {
  const { appId, customerBelongsTo, templateCode } = (await askSandbox(
    sandboxUrl,
    '/_sandbox/credentials',
  )) as SandboxApp
  await askSandbox(sandboxUrl, '/_sandbox/auto-answer', { authorization: 'allow' })
  const { users } = (await askSandbox(sandboxUrl, '/_sandbox/users')) as { users: { userId: string }[] }
  const codes: AuthCodes = async (user) => {
    const userId = users[user === 'first' ? 0 : 1]?.userId
    const answer = await askSandbox(sandboxUrl, '/_sandbox/jsapi/getAuthCode', {
      ...{ userId, appId },
      scopes: ['auth_user'],
    })
    const { success } = answer as { success?: { authCode: string } }
    if (!success)
      throw new SdkError('NO_AUTH_CODE', `the sandbox gave no auth code: ${JSON.stringify(answer)}`)
    return success.authCode
  }
  return { appId, customerBelongsTo, templateCode, codes }
}
