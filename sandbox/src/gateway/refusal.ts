import type { ResultCode } from './result-codes.js'

/** Ends a call with one of the platform's codes. The message goes into the answer, at most 256 characters. */
export class GatewayRefusal extends Error {
  constructor(
    readonly code: Exclude<ResultCode, 'SUCCESS'>,
    message: string,
    /** For the request log only. */
    readonly details: { expected?: string; remedy?: string } = {},
  ) {
    super(message)
    this.name = 'GatewayRefusal'
  }
}
