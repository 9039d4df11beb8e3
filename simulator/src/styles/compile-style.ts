import { dirname } from 'node:path'
import { CssSyntaxError, parse } from 'postcss'
import type { ProjectFiles } from '../project/disk.js'
import { resolvePath } from '../project/resolve.js'
import { SourceError } from '../source-error.js'
import { rewriteCss } from './rewrite-css.js'

export interface StyleSource {
  /** Absolute path without a suffix. */
  path: string
  root: string
  files: ProjectFiles
  /** Attribute of the elements that the style is for; undefined where it is for all. */
  scope: string | undefined
  /** Takes what is wrong in acss and CSS; they are read all the same, as browsers do. */
  warnings: SourceError[]
}

/** The style beside a page or component as CSS for a browser; empty where there is none. */
export async function compileStyle(source: StyleSource): Promise<string> {
  const { files, scope } = source
  for (const extension of ['.acss', '.less', '.css']) {
    const file = source.path + extension
    const text = files.read(file)
    if (text === undefined) continue
    const css = extension === '.less' ? await fromLess(file, text, source) : withImports(file, text, source)
    return rewriteCss(css, scope)
  }
  return ''
}

async function fromLess(file: string, text: string, { root }: StyleSource): Promise<string> {
  // Loaded only where there is less: it takes longer than all the rest.
  const { default: less } = await import('less')
  try {
    const { css } = await less.render(text, { filename: file, paths: [dirname(file), root] })
    return css
  } catch (error) {
    const { message, filename, line, column } = error as {
      message: string
      filename?: string
      line?: number
      column?: number
    }
    throw new SourceError(message, { file: filename ?? file, line: line ?? 1, column: (column ?? 0) + 1 })
  }
}

const importRule = /@import\s+(?:url\()?\s*["']([^"']+)["']\s*\)?\s*;/g

/** acss with the files that it imports in their places. */
function withImports(file: string, text: string, source: StyleSource, above: string[] = [file]): string {
  warnOfMistake(file, text, source.warnings)
  return text.replace(importRule, (rule: string, target: string, offset: number) => {
    const { files, root } = source
    const wanted = resolvePath(target, file, root, (path) => files.exists(path))
    const imported = files.exists(wanted) ? wanted : `${wanted}.acss`
    const inner = files.read(imported)
    if (inner === undefined) {
      const before = text.slice(0, offset)
      const place = {
        file,
        line: before.split('\n').length,
        column: offset - before.lastIndexOf('\n'),
      }
      throw new SourceError(`there is no ${imported}`, place, `Correct ${rule}`)
    }
    if (above.includes(imported)) return ''
    return withImports(imported, inner, source, [...above, imported])
  })
}

function warnOfMistake(file: string, text: string, warnings: SourceError[]): void {
  try {
    parse(text)
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error
    const { reason, line = 1, column = 1 } = error
    warnings.push(new SourceError(`the style has a mistake: ${reason}`, { file, line, column }))
  }
}
