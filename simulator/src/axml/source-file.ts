import { SourceError, type SourcePlace } from '../source-error.js'

/** A text with its name, able to say where an offset lies. */
export class SourceFile {
  private lineStarts: number[] | undefined

  constructor(
    readonly path: string,
    readonly text: string,
    /** Where `warn` writes: files that are compiled together share one list. */
    readonly warnings: SourceError[] = [],
  ) {}

  placeOf(offset: number): SourcePlace {
    // Found once: every element of a template asks for its place.
    this.lineStarts ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)]
    const line = this.lineStarts.findLastIndex((start) => start <= offset)
    return { file: this.path, line: line + 1, column: offset - (this.lineStarts[line] ?? 0) + 1 }
  }

  /** `line:column`, for messages of the running program. */
  shortPlace(offset: number): string {
    const { line, column } = this.placeOf(offset)
    return `${line}:${column}`
  }

  /** Notes a mistake that doesn't stop the compiler, once for each place. */
  warn(problem: string, offset: number, remedy?: string): void {
    const warning = new SourceError(problem, this.placeOf(offset), remedy)
    if (!this.warnings.some(({ message }) => message === warning.message)) this.warnings.push(warning)
  }
}
