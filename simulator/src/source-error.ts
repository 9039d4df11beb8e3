/** A place in a source file. Line and column count from 1. */
export interface SourcePlace {
  file: string
  line: number
  column: number
}

/** Something wrong in the mini program's sources, with its place and what to do about it. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly file: string
  readonly line: number
  readonly column: number

  constructor(
    /** What is wrong. */
    readonly problem: string,
    place: SourcePlace,
    /** What to do; empty where the problem says it all. */
    readonly remedy = '',
  ) {
    super(`${place.file}:${place.line}:${place.column}: ${problem}${remedy && `. ${remedy}`}`)
    this.file = place.file
    this.line = place.line
    this.column = place.column
  }
}
