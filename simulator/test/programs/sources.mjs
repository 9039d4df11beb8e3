// Where the programs come from: npm packages of components and of a whole program, each beside this file in
// node_modules, and the framework apps of examples/.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { buildApp, frameworkApps } from '../../../scripts/test/framework-app.mjs'
import { antdMini } from './antd-mini.mjs'
import { miniAliUi, miniAntui } from './mini-ali-ui.mjs'

const readsThePage = '\n      getUrl();\n'
const packages = join(import.meta.dirname, 'node_modules')

/**
 * A program, and the pages of it to open.
 * @typedef {{ folder: string, pages: string[], name: string }} Program
 */

/** @type {Record<string, (work: string) => Promise<Program[]> | Program[]>} */
export const sources = {
  'antd-mini': (work) => componentPrograms(work, 'antd-mini', 'es', antdMini),
  'mini-ali-ui': (work) => componentPrograms(work, 'mini-ali-ui', 'es', miniAliUi),
  'mini-antui': (work) => componentPrograms(work, 'mini-antui', 'es', miniAntui),
  'vant-aliapp': (work) => {
    const published = join(packages, 'vant-aliapp', 'dist')
    const folder = join(work, 'vant-aliapp')
    cpSync(published, folder, { recursive: true })
    // Its pages name their components as if `dist` were the package.
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(published, join(folder, 'node_modules', 'vant-aliapp'))
    // Its `onLaunch` reads the page that is open. The platform documents that there is none yet, so this fails on a
    // device too; without it, what comes after runs.
    const launch = join(folder, '__antmove/component/classSubdirectory/app.js')
    const launchCode = readFileSync(launch, 'utf8')
    if (!launchCode.includes(readsThePage)) throw new Error(`${launch} no longer has ${readsThePage}`)
    writeFileSync(launch, launchCode.replace(readsThePage, '\n'))
    return [programIn(folder)]
  },
  ...Object.fromEntries(
    frameworkApps.map(({ name, output }) => [
      name,
      async (work) => {
        const { folder, remove } = await buildApp(name, output)
        cpSync(folder, join(work, name), { recursive: true })
        remove()
        return [programIn(join(work, name))]
      },
    ]),
  ),
}

/** Every page of a program that is there. */
export function programIn(folder) {
  const {
    pages = [],
    subPackages = [],
    subpackages = subPackages,
  } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  const inPackages = subpackages.flatMap(({ root, pages: own }) =>
    own.map((page) => `${root.replace(/\/$/, '')}/${page}`),
  )
  return { folder, pages: [...pages, ...inPackages], name: '' }
}

/** `Form/FormItem` is `form-form-item`. */
const tagOf = (path) =>
  path
    .replace(/[A-Z]/g, (letter, at) => `${at > 0 && path[at - 1] !== '/' ? '-' : ''}${letter.toLowerCase()}`)
    .replaceAll('/', '-')

/** A program of one page for each component of a package: one that can't be built leaves the others alone. */
function componentPrograms(work, name, inside, demos) {
  const root = join(packages, name, inside)
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('index.json') && JSON.parse(readFileSync(join(root, file), 'utf8')).component,
    )
    .map((file) =>
      relative(root, join(root, file, '..'))
        .split(sep)
        .join('/'),
    )
    .filter((path) => existsSync(join(root, path, 'index.axml')))
    .sort()
  const pathOfTag = new Map(paths.map((path) => [tagOf(path), path]))
  return paths.map((path) => {
    const folder = join(work, name, tagOf(path))
    const axml = demos[path] ?? `<x-${tagOf(path)}>Tea</x-${tagOf(path)}>`
    const tags = [...axml.matchAll(/<x-([\w-]+)/g)].map(([, tag = '']) => tag)
    const usingComponents = Object.fromEntries(
      tags.map((tag) => [`x-${tag}`, `${name}/${inside}/${pathOfTag.get(tag)}/index`]),
    )
    mkdirSync(join(folder, 'pages/index'), { recursive: true })
    symlinkSync(packages, join(folder, 'node_modules'))
    writeFileSync(join(folder, 'app.json'), JSON.stringify({ pages: ['pages/index/index'] }))
    writeFileSync(join(folder, 'app.js'), 'App({})')
    writeFileSync(
      join(folder, 'pages/index/index.json'),
      JSON.stringify({ defaultTitle: path, usingComponents }),
    )
    writeFileSync(join(folder, 'pages/index/index.axml'), axml)
    writeFileSync(join(folder, 'pages/index/index.js'), 'Page({ told() {} })')
    return { folder, pages: ['pages/index/index'], name: path }
  })
}
