import { sep } from 'node:path'
import { baseCss } from '../build/base-css.js'
import { SourceError } from '../source-error.js'
import { reloadScript } from './shell.js'

/** What a failed build shows instead of the program: each error with its place and what to do. */
export function errorPage(failure: unknown, root: string): string {
  const errors = failure instanceof AggregateError ? (failure.errors as unknown[]) : [failure]
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Error</title><link rel="icon" href="data:,">
<style>${baseCss}</style>
<section class="a-errors" role="alert"><h1>This mini program can't be built</h1>
${errors.map((error) => articleOf(error, root)).join('\n')}
<footer>Correct it and save: it is built again.</footer></section>${reloadScript}</html>`
}

function articleOf(error: unknown, root: string): string {
  if (!(error instanceof SourceError))
    return `<article>${escaped(error instanceof Error ? (error.stack ?? error.message) : String(error))}</article>`
  const place = `${error.file.replace(root + sep, '')}:${error.line}:${error.column}`
  const problem = [error.problem, error.remedy]
    .filter(Boolean)
    .join('. ')
    .replaceAll(root + sep, '')
  return `<article><b>${escaped(place)}</b>${escaped(problem)}</article>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
