import type { RefusalCode } from './result-codes.js'

interface RefusalDetails {
  /** For the request log: the string that a refused signature should have covered. */
  expected?: string
  /** For the request log: what a refused signature has that differs from it. */
  differs?: string
  /** For the request log, instead of the code's own remedy. */
  remedy?: string
  /** Instead of the code's own status. */
  status?: 'F' | 'U'
}

/** Ends a call with one of the platform's codes. The message goes into the answer, at most 256 characters. */
export class GatewayRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message)
    this.name = 'GatewayRefusal'
  }
}
