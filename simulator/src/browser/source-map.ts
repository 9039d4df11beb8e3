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

const digits = new Map(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', (digit, value) => [
    digit,
    value,
  ]),
)

/** A column of the bundle, and what stands there: the number of its source, line and column, all from 0. */
type Mark = [generatedColumn: number, source: number, line: number, column: number]

/** Each map is read once: that of fifty pages takes a second, and a stack asks for one place after the other. */
const read = new WeakMap<SourceMap, Mark[][]>()

/** Where what stands at a place of the bundle was written. Lines and columns count from 1. */
export function originalOf(map: SourceMap, line: number, column: number): OriginalPlace | undefined {
  const lines = read.get(map) ?? linesOf(map)
  read.set(map, lines)
  const mark = lines[line - 1]?.filter(([generatedColumn]) => generatedColumn <= column - 1).at(-1)
  if (!mark) return undefined
  const [, source, originalLine, originalColumn] = mark
  return { file: map.sources[source] ?? '', line: originalLine + 1, column: originalColumn + 1 }
}

/** Each field is the difference from the one before it; only the column of the bundle begins anew in each line. */
function linesOf({ mappings }: SourceMap): Mark[][] {
  let [source, originalLine, originalColumn] = [0, 0, 0]
  return mappings.split(';').map((segments) => {
    let generatedColumn = 0
    const marks: Mark[] = []
    for (const segment of segments.split(',')) {
      const [columns = 0, sourceStep, lineStep = 0, columnStep = 0] = numbersOf(segment)
      generatedColumn += columns
      if (sourceStep === undefined) continue
      source += sourceStep
      originalLine += lineStep
      originalColumn += columnStep
      marks.push([generatedColumn, source, originalLine, originalColumn])
    }
    return marks
  })
}

/** Base 64 digits of five bits, the lowest first; a sixth bit says that more follow, the lowest is the sign. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = []
  let [value, shift] = [0, 0]
  for (const character of segment) {
    const digit = digits.get(character) ?? 0
    value += (digit & 31) << shift
    shift += 5
    if (digit & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    ;[value, shift] = [0, 0]
  }
  return numbers
}
