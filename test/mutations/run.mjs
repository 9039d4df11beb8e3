// Changes one thing in a template or style of the components, in a copy, and runs the tests there that look at it:
// they must fail. A style is seen in Chromium only (`npm run build` first, for the simulator). `node test/mutations/run.mjs [part of a name, or .less or .axml]`; exit code 1 if fewer than 90 % are caught.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jestConfig from '../../jest.config.mjs'
import { mutations } from './mutations.mjs'

const root = join(import.meta.dirname, '..', '..')
const least = 0.9
const copied = [
  'components',
  'src',
  'gulp',
  'test',
  'jest.config.mjs',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'gulpfile.js',
]

/** The sources in a folder of their own, with the packages of this one. */
function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-mutations-'))
  for (const name of copied)
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/node_modules|[/\\]dist$/.test(path.slice(root.length)),
    })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

const project = (name) => jestConfig.projects.find(({ displayName }) => displayName === name)
const testsOf = {
  template: {
    ...project('components'),
    testMatch: ['<rootDir>/test/components/subscribe-*/**/*.test.ts'],
  },
  // It draws the sources of the copy: whether the build is up to date does not matter.
  style: {
    ...project('e2e'),
    globalSetup: undefined,
    testMatch: ['<rootDir>/test/e2e/dsl-panel-looks.test.ts'],
  },
}

function testsPass(folder, kind) {
  const jest = join('node_modules', 'jest', 'bin', 'jest.js')
  const config = JSON.stringify({ ...testsOf[kind], rootDir: folder })
  const args = [jest, '--config', config, '--bail', '--silent', '-w', '1']
  return spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' }).status === 0
}

const folder = copy()
try {
  const [asked = ''] = process.argv.slice(2)
  const chosen = mutations.filter(({ name, file }) => name.includes(asked) || file.endsWith(asked))
  const kindOf = ({ isStyle }) => (isStyle ? 'style' : 'template')
  for (const kind of new Set(chosen.map(kindOf)))
    if (!testsPass(folder, kind)) throw new Error(`the ${kind} tests fail before anything was changed`)
  const survived = chosen.filter((mutation) => {
    const { name, file, from, to } = mutation
    const path = join(folder, 'components', file)
    const text = readFileSync(path, 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${name}: not exactly once in ${file}: ${from}`)
    writeFileSync(
      path,
      text.replace(from, () => to),
    )
    const passes = testsPass(folder, kindOf(mutation))
    writeFileSync(path, text)
    console.log(`${passes ? 'SURVIVED' : 'caught  '} ${file.split('/').pop()}: ${name}`)
    return passes
  })
  const caught = chosen.length - survived.length
  console.log(`${caught} of ${chosen.length} mutations caught`)
  process.exitCode = caught / chosen.length < least ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
