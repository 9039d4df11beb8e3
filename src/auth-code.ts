declare const purpose: unique symbol

/** What a code is asked for; each is used for nothing else. */
export type CodePurpose = 'USER_INFO' | 'MESSAGE' | 'PANEL'

/**
 * A code from `my.getAuthCode`. The platform lets the code that named the user not be used again for
 * the sending token (AIMPDP, "Message sending", step 3), so each purpose is a type of its own and
 * a mix-up does not compile. `PANEL`: for a panel of somebody else's, which spends it.
 */
export type AuthCode<Purpose extends CodePurpose> = string & { readonly [purpose]: Purpose }
