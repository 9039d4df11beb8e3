import { translated } from '../console/choose-language.js'
import type { State } from '../state/state.js'
import { GatewayRefusal } from './refusal.js'
import type { IssuedToken } from './tokens.js'

/**
 * What the platform tells about the user, by the scopes of the token. In Alipay China a token got with
 * auth_base alone names the user and no more: INVALID_ACCESS_TOKEN (documented, "Message sending", step
 * 2.1). Other super apps then tell the userId alone (inferred).
 */
export function userInfoOf(state: State, { userId, site, scopes }: IssuedToken): Record<string, unknown> {
  const user = state.users.get(userId)
  const has = (scope: string): boolean => scopes.includes('auth_user') || scopes.includes(scope)
  const isBaseOnly = scopes.every((scope) => scope === 'auth_base')
  if (!user || (site === 'ALIPAY_CN' && isBaseOnly)) {
    throw new GatewayRefusal(
      'INVALID_ACCESS_TOKEN',
      'This token was got with auth_base: call my.getAuthCode with auth_user.',
    )
  }
  return {
    userId: user.userId,
    ...(!isBaseOnly && { status: user.status }),
    ...(has('USER_NICKNAME') && { nickName: user.nickName }),
    ...(has('USER_NAME') && { userName: { fullName: translated(user.name, user.language) } }),
  }
}
