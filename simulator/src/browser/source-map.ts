/** What is read of a source map, version 3. */
export interface SourceMap {
  sources: string[]
  mappings: string
}

export interface OriginalPlace {
  file: string
  line: number
  column: number
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Where what stands at a place of the bundle was written. Lines and columns count from 1. */
export function originalOf(
  { sources, mappings }: SourceMap,
  line: number,
  column: number,
): OriginalPlace | undefined {
  // Each field is the difference from the one before it; only the column begins anew in each line.
  let [source, originalLine, originalColumn] = [0, 0, 0]
  let found: OriginalPlace | undefined
  for (const [index, segments] of mappings.split(';').slice(0, line).entries()) {
    let generatedColumn = 0
    for (const segment of segments.split(',')) {
      const [columns = 0, sourceStep, lineStep = 0, columnStep = 0] = numbersOf(segment)
      generatedColumn += columns
      if (sourceStep === undefined) continue
      source += sourceStep
      originalLine += lineStep
      originalColumn += columnStep
      if (index === line - 1 && generatedColumn <= column - 1)
        found = { file: sources[source] ?? '', line: originalLine + 1, column: originalColumn + 1 }
    }
  }
  return found
}

/** Base 64 digits of five bits, the lowest first; a sixth bit says that more follow, the lowest is the sign. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = []
  let [value, shift] = [0, 0]
  for (const character of segment) {
    const digit = digits.indexOf(character)
    value += (digit & 31) << shift
    shift += 5
    if (digit & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    ;[value, shift] = [0, 0]
  }
  return numbers
}
