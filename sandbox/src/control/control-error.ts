/** An error of a control route; the app's error handler answers `{ error: { code, message } }`. */
export class ControlError extends Error {
  constructor(
    readonly statusCode: number,
    readonly controlCode: string,
    message: string,
  ) {
    super(message)
    this.name = 'ControlError'
  }
}

export const notFound = (what: string): ControlError =>
  new ControlError(404, 'NOT_FOUND', `There is no ${what}.`)
