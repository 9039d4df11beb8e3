import { SourceError, type SourcePlace } from '../source-error.js'

/** A text with its name, able to say where an offset lies. */
export class SourceFile {
  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  placeOf(offset: number): SourcePlace {
    const before = this.text.slice(0, offset)
    const lineStart = before.lastIndexOf('\n') + 1
    return { file: this.path, line: before.split('\n').length, column: offset - lineStart + 1 }
  }

  /** `line:column`, for messages of the running program. */
  shortPlace(offset: number): string {
    const { line, column } = this.placeOf(offset)
    return `${line}:${column}`
  }

  error(problem: string, offset: number, remedy?: string): SourceError {
    return new SourceError(problem, this.placeOf(offset), remedy)
  }
}
