// The packed package in the tools that most pages are built with. They are packages of this folder's own:
// `npm run test:long -- consumers` installs them and runs this.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { outputOf, packInto, project } from '../support/packed-package'

jest.setTimeout(600_000)

/** Below this folder, so that an app finds the tools; git and the linters leave `dist` alone. */
const apps = join(__dirname, 'dist')
const tool = (...path: string[]) => join(__dirname, 'node_modules', ...path)

/** Writes an app that has the packed package installed, and gives its folder. */
function make(name: string, files: Record<string, string>): string {
  const folder = join(apps, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  packInto(folder)
  return folder
}

const node = (folder: string, ...args: string[]) => outputOf(process.execPath, args, folder)

const allScripts = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')

/** A class of the panel's layer, which stands in no other package. */
const ours = 'mini-message-panel'

test("Vite's TypeScript template compiles and bundles it", () => {
  const folder = make('vite', {
    'package.json': JSON.stringify({ name: 'shop-with-vite', private: true, type: 'module' }),
    'index.html':
      '<!doctype html><html lang="en"><body><button id="notify">Notify me</button><script type="module" src="/src/main.ts"></script></body></html>',
    // As `npm create vite -- --template vanilla-ts` writes it, but with the declarations checked as well.
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        useDefineForClassFields: true,
        module: 'ESNext',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        types: [],
        skipLibCheck: false,
        moduleResolution: 'bundler',
        allowImportingTsExtensions: true,
        verbatimModuleSyntax: true,
        moduleDetection: 'force',
        noEmit: true,
        strict: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
        erasableSyntaxOnly: true,
        noFallthroughCasesInSwitch: true,
        noUncheckedSideEffectImports: true,
      },
      include: ['src'],
    }),
    'src/main.ts': `import SubscribeMsg, { configure, type SubscribeResult } from 'mini-message'
configure({ backendUrl: 'https://shop.example/api' })
const subscribeMsg = new SubscribeMsg({ props: { templateIds: ['2021'] } })
document.getElementById('notify')!.onclick = async () => {
  const result: SubscribeResult = await subscribeMsg.requestSubscribeMessage()
  document.title = result.success ? result.type : result.errorCode
}
`,
  })
  expect(node(folder, join(project, 'node_modules/typescript/bin/tsc'), '-p', '.')).toBe('')
  const said = node(folder, tool('vite/bin/vite.js'), 'build', '--logLevel', 'warn')
  expect(said.trim()).toBe('')
  expect(allScripts(join(folder, 'dist'))).toContain(ours)
})

test('Next compiles it, renders the page on the server, and keeps the panel for the browser', () => {
  const folder = make('next', {
    'package.json': JSON.stringify({ name: 'shop-with-next', private: true }),
    'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(__dirname)} }, typescript: { ignoreBuildErrors: false } }\n`,
    'app/layout.jsx': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}
`,
    'app/page.jsx': `import { NotifyMe } from './notify-me'
export default function Page() {
  return <main><h1>Shop</h1><NotifyMe templateIds={['2021']} /></main>
}
`,
    // The README's very lines.
    'app/notify-me.jsx': `'use client'\n${reactExample().replace('function NotifyMe', 'export function NotifyMe')}`,
  })
  const said = node(folder, tool('next/dist/bin/next'), 'build')
  expect(said).toContain('Compiled successfully')
  const html = join(folder, '.next/server/app/index.html')
  if (!existsSync(html)) throw new Error(said)
  expect(readFileSync(html, 'utf8')).toContain('<button>Notify me</button>')
  expect(allScripts(join(folder, '.next/static'))).toContain(ours)
})

test("Jest with Babel runs the README's test, its recipe told to use babel-jest", () => {
  const { config, test: readmeTest } = jestRecipe()
  const folder = make('jest-babel', {
    'package.json': JSON.stringify({ name: 'shop-with-jest', private: true }),
    'babel.config.cjs':
      "module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }\n",
    'jest.config.cjs': config.replace('@swc/jest', 'babel-jest'),
    'notify-me.test.js': readmeTest,
  })
  const said = node(folder, join(project, 'node_modules/jest/bin/jest.js'))
  expect(said).toMatch(/^Tests: +1 passed, 1 total$/m)
})

const readme = () => readFileSync(join(project, 'h5/README.md'), 'utf8')

function reactExample(): string {
  return /^React\n\n```jsx\n([^]*?)^```$/m.exec(readme())![1]!
}

function jestRecipe(): { config: string; test: string } {
  const block = (name: string) =>
    new RegExp('^```js\\n// ' + name + '\\n([^]*?)^```$', 'm').exec(readme())![1]!
  return { config: block('jest\\.config\\.cjs'), test: block('notify-me\\.test\\.js') }
}
