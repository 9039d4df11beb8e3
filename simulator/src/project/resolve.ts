import { dirname, join, relative, sep } from 'node:path'
import { SourceError } from '../source-error.js'

/** How a mini program's files are read; all paths are absolute. */
export interface ProjectFiles {
  exists(path: string): boolean
  /** Undefined where there is no such file. */
  read(path: string): string | undefined
}

/**
 * What a path in usingComponents, `src` or `from` means: `/` is the program's root, `./` and `../` go from
 * the file, and a bare name is an npm package, or else a path beside the file.
 */
export function resolvePath(
  target: string,
  from: string,
  root: string,
  isThere: (path: string) => boolean,
): string {
  if (target.startsWith('/')) return join(root, target)
  const beside = join(dirname(from), target)
  if (target.startsWith('.')) return beside
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', target)
    if (isThere(found)) return found
    if (folder === dirname(folder)) return beside
  }
}

/** The component that `tag` stands for: an absolute path without a suffix. */
export function resolveComponent(
  files: ProjectFiles,
  root: string,
  json: { path: string; text: string },
  tag: string,
  target: string,
): string {
  const isComponent = (path: string) => files.exists(`${path}.axml`)
  // A folder means its index, as in npm packages that run on the platform.
  const names = [target, `${target}/index`]
  const paths = names.map((name) => resolvePath(name, json.path, root, isComponent))
  const found = paths.find(isComponent)
  if (found) return found
  // The tag stands before it, and may be the same word.
  const tagAt = json.text.indexOf(JSON.stringify(tag))
  const offset = Math.max(0, json.text.indexOf(JSON.stringify(target), tagAt + 1))
  const before = json.text.slice(0, offset)
  throw new SourceError(
    `there is no component ${target} for <${tag}>`,
    {
      file: json.path,
      line: before.split('\n').length,
      column: offset - before.lastIndexOf('\n'),
    },
    `Looked for ${paths.map((path) => `${path}.axml`).join(' and ')}. Correct the path, or install the package`,
  )
}

/** A path as the mini program names it: from its root, or from node_modules, without a leading slash. */
export function shownPath(path: string, root: string): string {
  const inside = relative(root, path)
  const from = inside.startsWith('..') ? path.slice(path.lastIndexOf(`${sep}node_modules${sep}`) + 1) : inside
  return from.split(sep).join('/')
}
