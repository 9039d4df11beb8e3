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

/** Whether every word of the search stands somewhere in the text; case does not count. */
export function holdsWords(text: string, search: string): boolean {
  const lower = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}
