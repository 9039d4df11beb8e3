declare const purpose: unique symbol

/**
 * A code from `my.getAuthCode`. The platform lets the code that named the user not be used again for
 * the sending token (AIMPDP, "Message sending", step 3), so the two purposes are two types and a
 * mix-up does not compile.
 */
export type AuthCode<Purpose extends 'USER_INFO' | 'MESSAGE'> = string & { readonly [purpose]: Purpose }
