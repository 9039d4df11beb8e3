// The blocks of code in docs/ and the READMEs: each has to be readable as what it says it is.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { blocksOf } from './markdown.mjs'
import { sourcesOfPages } from './collect.mjs'

const root = join(import.meta.dirname, '..')

/** What is wrong with a block, by its language; undefined for nothing. Other languages are not checked. */
const checks = {
  // A part of an object, as guides show it, is put into braces.
  json: (body) =>
    problemOf(() => JSON.parse(/^\s*[[{"]/.test(body) && !/^\s*"[^"]+":/.test(body) ? body : `{${body}}`)),
  js: (body) => parse(body, 'block.js'),
  jsx: (body) => parse(body, 'block.jsx'),
  ts: (body) => parse(body, 'block.ts'),
  tsx: (body) => parse(body, 'block.tsx'),
  sh: bash,
  bash,
}

function problemOf(read) {
  try {
    read()
  } catch ({ message }) {
    return message
  }
}

/** The syntax alone: names that a block does not declare are the reader's own. */
function parse(body, fileName) {
  const whole = syntaxProblem(body, fileName)
  if (!whole) return
  // Also a value, methods of a page, or the beginning of a function, each without what stands around it.
  const parts = [`(${body})`, `({ ${body} })`, `${body}}`]
  return parts.every((part) => syntaxProblem(part, fileName)) ? whole : undefined
}

function syntaxProblem(body, fileName) {
  const { diagnostics } = ts.transpileModule(body, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
    },
  })
  const [first] = diagnostics ?? []
  return first && ts.flattenDiagnosticMessageText(first.messageText, '\n')
}

function bash(body) {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: body, encoding: 'utf8' })
  return status === 0 ? undefined : stderr.trim()
}

export const problemIn = (language, body) => checks[language]?.(body)

/** Checks every page that stands in the repository. */
export function checkBlocks() {
  const problems = []
  let checked = 0
  for (const source of sourcesOfPages)
    for (const { language, line, body } of blocksOf(readFileSync(join(root, source), 'utf8'))) {
      if (!Object.hasOwn(checks, language)) continue
      checked += 1
      const problem = problemIn(language, body)
      if (problem) problems.push(`${source}:${line}: this ${language} can't be read: ${problem}`)
    }
  return { problems, checked }
}
