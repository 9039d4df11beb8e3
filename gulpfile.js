import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import gulp from 'gulp'
import less from 'gulp-less'
import { installPackedPackage } from './gulp/assemble-mini-program.mjs'
import { bundleComponents } from './gulp/bundle-components.mjs'
import { bundleH5 } from './gulp/bundle-h5.mjs'
import { declareTypes } from './gulp/declare-types.mjs'
import { run } from './gulp/run.mjs'
import { fingerprint, rememberBuild } from './scripts/start/build.mjs'

const { src, dest, series, parallel, watch: watchFiles } = gulp

const miniProgram = 'demo/mini-program/dist'

// Makers. `pipeline` and not `.pipe`: gulp ends with exit code 0 when a piped step fails.
const named = (name, task) => Object.assign(task, { displayName: name })
const cleaner = (...folders) =>
  named(`clean ${folders.join(' ')}`, () =>
    Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))),
  )
// `encoding: false`: gulp would read a binary file as UTF-8 and damage it.
const copier = (globs, base, to) =>
  named(`copy to ${to}`, () => pipeline(src(globs, { base, encoding: false }), dest(to)))
const styler = (globs, base, to) =>
  named(`styles to ${to}`, () =>
    pipeline(src(globs, { base }), less({ compress: true }), renamedTo('.acss'), dest(to)),
  )
const templates = (globs, base, to) =>
  named(`templates to ${to}`, () => pipeline(src(globs, { base }), withoutBlanks(), dest(to)))
const npmScript = (script, ...workspaces) =>
  named(`npm run ${script}: ${workspaces.join(' ')}`, () =>
    run('npm', ['run', script, ...workspaces.flatMap((name) => ['-w', name])]),
  )

const renamedTo = (extname) =>
  new Transform({
    objectMode: true,
    transform(file, _encoding, done) {
      file.extname = extname
      done(null, file)
    },
  })

/** Templates and settings without the blanks that are there for their reader. None of ours has inline text. */
const withoutBlanks = () =>
  new Transform({
    objectMode: true,
    transform(file, _encoding, done) {
      const text = file.contents.toString()
      const small = text
        .replace(/\s+/g, ' ')
        .replace(/> </g, '><')
        .replace(/ (\/?>)/g, '$1')
        .trim()
      file.contents = Buffer.from(file.extname === '.json' ? JSON.stringify(JSON.parse(text)) : small)
      done(null, file)
    },
  })

// Tasks.
export const clean = named('clean', cleaner('es', 'dist', 'types', miniProgram))

const makeComponents = parallel(
  bundleComponents,
  styler('components/**/index.less', 'components', 'es'),
  templates(['components/**/index.{axml,json}'], 'components', 'es'),
)
/** Needs what `components` and `h5` made. */
export const demo = series(
  cleaner(miniProgram),
  copier(
    ['demo/mini-program/**', '!demo/mini-program/dist/**', '!**/README.md'],
    'demo/mini-program',
    miniProgram,
  ),
  named('pack into the mini program', () => installPackedPackage(miniProgram)),
)

export const components = series(cleaner('es'), parallel(makeComponents, declareTypes))
export const h5 = series(cleaner('dist/h5'), parallel(bundleH5, declareTypes))
export const workspaces = named('workspaces', npmScript('build', 'simulator', 'server', 'sandbox'))

let sources
const lookAtSources = named('look at the sources', async () => (sources = fingerprint(import.meta.dirname)))
const remember = named('remember the build', async () => rememberBuild(import.meta.dirname, sources))
export const build = series(
  lookAtSources,
  clean,
  parallel(makeComponents, bundleH5, declareTypes, workspaces),
  demo,
  remember,
)

export function watch() {
  watchFiles(['components/**', 'src/**', '!**/README.md'], series(components, demo))
  watchFiles(['h5/**', 'src/**', '!**/README.md'], h5)
  watchFiles(['demo/mini-program/**', '!demo/mini-program/dist/**'], demo)
}

export default build
