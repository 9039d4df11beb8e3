/** What is wrong between this server and the platform, in the doctor's words. */
export type Cause =
  | 'NOTHING'
  | 'NO_ANSWER'
  | 'NOT_THE_PLATFORM'
  | 'UNSIGNED'
  | 'WRONG_KEY'
  | 'SWAPPED_KEYS'
  | 'CHANGED_BODY'
  | 'CLOCK_SKEW'
  | 'PATH_OR_PREFIX'
  | 'CLIENT_ID'
  | 'PERCENT_ENCODING'
  | 'PLATFORM_SAYS'

export interface Finding {
  cause: Cause
  /** What was seen; never a key, a token or a body. */
  detail: string
  /** What to do about it. */
  remedy: string
}

export const finding = (cause: Cause, detail: string, remedy: string): Finding => ({ cause, detail, remedy })
