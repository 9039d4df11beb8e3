import { translated } from '../console/choose-language.js'
import type { State } from '../state/state.js'
import { GatewayRefusal } from './refusal.js'
import type { IssuedToken } from './tokens.js'

/**
 * What the platform tells about the user. In Alipay China a token got with auth_base alone names the
 * user and no more: INVALID_ACCESS_TOKEN (documented, "Message sending", step 2.1).
 */
export function userInfoOf(state: State, token: IssuedToken): Record<string, unknown> {
  const user = state.users.get(token.userId)
  if (token.scopes.every((scope) => scope === 'auth_base') || !user) {
    throw new GatewayRefusal(
      'INVALID_ACCESS_TOKEN',
      'This token was got with auth_base: call my.getAuthCode with auth_user.',
    )
  }
  return {
    userId: user.userId,
    status: 'ACTIVE',
    nickName: user.nickName,
    userName: { fullName: translated(user.name, user.language) },
  }
}
