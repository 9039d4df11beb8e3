// The code blocks of every README. Tests run them as they stand: what a block is for, its info string says
// (```js title=app.js is a file), and a block that can't be run has a reason before it: <!-- not run: … -->.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { project } from './packed-package'

export interface Block {
  readme: string
  /** Of its first line of code. */
  line: number
  heading: string
  language: string
  /** The file which it is. */
  title?: string
  code: string
  /** Why it is not run. */
  notRun?: string
}

/** Paths of all READMEs, from the project's folder. */
export const readmes = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'README.md', '*/README.md'],
  { cwd: project, encoding: 'utf8' },
)
  .trim()
  .split('\n')
  .sort()

export function blocksOf(readme: string): Block[] {
  const lines = readFileSync(join(project, readme), 'utf8').split('\n')
  const blocks: Block[] = []
  let heading = ''
  let notRun: string | undefined
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!
    heading = /^#+ (.*)/.exec(line)?.[1] ?? heading
    const reason = /^<!-- not run: (.+) -->$/.exec(line)?.[1]
    const [, language, info = ''] = /^```(\w*)(.*)/.exec(line) ?? []
    if (language !== undefined) {
      const end = lines.indexOf('```', at + 1)
      if (end === -1) throw new Error(`${readme}:${at + 1}: this block has no end`)
      const title = /title=(\S+)/.exec(info)?.[1]
      const code = lines.slice(at + 1, end).join('\n') + '\n'
      blocks.push({
        ...{ readme, line: at + 2, heading, language, code },
        ...(title !== undefined && { title }),
        ...(notRun !== undefined && { notRun }),
      })
      at = end
    }
    if (line !== '') notRun = reason
  }
  return blocks
}

/**
 * A README with commands is a session, which a reader follows from its first line: `npm run test:long -- readmes` runs
 * it from the install on. Its other blocks, and all blocks of the other READMEs, need no install: `npm test` runs them.
 * So a block is part of the session when it is a command, what one prints, or a file in a section with commands.
 */
export function isOfSession(block: Block, all: Block[]): boolean {
  if (block.notRun !== undefined) return false
  const hasCommands = all.some(
    ({ heading, language, notRun }) => heading === block.heading && language === 'sh' && notRun === undefined,
  )
  return hasCommands && (block.title !== undefined || ['sh', ''].includes(block.language))
}

interface Row {
  block: Block
  how: string
}

/** Which blocks were run, and how. */
export class CheckedBlocks {
  readonly #rows: Row[] = []

  add(how: string, ...blocks: Block[]): void {
    for (const block of blocks) this.#rows.push({ block, how })
  }

  missing(blocks: Block[]): string[] {
    const done = new Set(this.#rows.map(({ block }) => placeOf(block)))
    return blocks.map(placeOf).filter((place) => !done.has(place))
  }

  /** Keeps the rows for the table that the test command prints at its end. */
  save(name: string): void {
    const file = join(project, 'build', 'readmes', `${name}.json`)
    mkdirSync(dirname(file), { recursive: true })
    const rows = this.#rows.map(({ block, how }) => ({
      ...{ readme: block.readme, line: block.line, how: block.notRun ?? how },
      result: block.notRun === undefined ? 'passed' : 'skipped',
    }))
    writeFileSync(file, JSON.stringify(rows))
  }
}

export const placeOf = ({ readme, line, title, language }: Block): string =>
  `${readme}:${line} ${title ?? language}`.trimEnd()

/** Writes the blocks that are files into the folder. */
export function writeFiles(folder: string, blocks: Block[]): void {
  for (const { title, code } of blocks) {
    if (title === undefined) continue
    mkdirSync(dirname(join(folder, title)), { recursive: true })
    writeFileSync(join(folder, title), code)
  }
}
