import { dirname, join, relative, sep } from 'node:path'
import { SourceError } from '../source-error.js'
import type { ProjectFiles } from './disk.js'
import { placeIn, type UnitJson } from './read-json.js'

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

/**
 * The component that `tag` stands for: an absolute path without a suffix. Undefined where there is none, with a
 * warning; one that the IDE would refuse has both.
 */
export function resolveComponent(
  { root, files }: { root: string; files: ProjectFiles },
  json: Pick<UnitJson, 'path' | 'text'>,
  tag: string,
  target: unknown,
): { path?: string; warning?: SourceError } {
  const text = json.text
  // The tag stands before it, and may be the same word.
  const offset = text.indexOf(JSON.stringify(target), text.indexOf(JSON.stringify(tag)) + 1)
  const warning = (problem: string, remedy: string) => new SourceError(problem, placeIn(json, offset), remedy)
  if (typeof target !== 'string')
    return { warning: warning(`the component of <${tag}> is not a path`, 'Write "./folder/name"') }
  if (/^(dynamic-)?plugin:/.test(target))
    return {
      warning: warning(
        `${target} is a component of a plugin, which the simulator can't load`,
        `A box stands for <${tag}>. Try it in the IDE or on a device`,
      ),
    }
  const isComponent = (path: string) => files.exists(`${path}.axml`)
  // A folder means its index, as in npm packages that run on the platform.
  const names = [target, `${target}/index`]
  const paths = names.map((name) => resolvePath(name, json.path, root, isComponent))
  const path = paths.find(isComponent)
  if (path === undefined)
    return {
      warning: warning(
        `there is no component ${target} for <${tag}>`,
        `Looked for ${paths.map((tried) => `${tried}.axml`).join(' and ')}. A box stands for it. Correct the path, or install the package`,
      ),
    }
  // What a component outside uses is outside too: only the way out is told.
  if (isInside(path, root) || !isInside(json.path, root)) return { path }
  return {
    path,
    warning: warning(
      `${target} was found outside the mini program, at ${path}, where the IDE does not look`,
      `Install the package into ${join(root, 'node_modules')}`,
    ),
  }
}

const isInside = (path: string, root: string): boolean => !relative(root, path).startsWith('..')

/** A path as the mini program names it: from its root, or from node_modules, without a leading slash. */
export function shownPath(path: string, root: string): string {
  const inside = relative(root, path)
  const from = inside.startsWith('..') ? path.slice(path.lastIndexOf(`${sep}node_modules${sep}`) + 1) : inside
  return from.split(sep).join('/')
}
