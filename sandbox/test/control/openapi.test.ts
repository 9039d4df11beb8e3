import { execFileSync } from 'node:child_process'
import { testSandbox } from '../support/test-sandbox.js'

interface Operation {
  summary: string
  tags: string[]
  parameters?: { in: string; name: string }[]
  responses: Record<string, { content?: object }>
}

async function setUp() {
  const { app } = testSandbox()
  await app.ready()
  const document = (await app.inject('/_sandbox/openapi.json')).json<{
    paths: Record<string, Record<string, Operation>>
  }>()
  const operations = Object.entries(document.paths).flatMap(([path, one]) =>
    Object.entries(one).map(([method, operation]) => ({ path, method, operation })),
  )
  return { app, document, operations }
}

/** `METHOD /path` of each route, from Fastify's own tree: 4 columns a level. */
function routesOf(tree: string): string[] {
  const above: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^([\s│]*)[├└]── (\S+) \((.+)\)$/u.exec(line)
    if (!found) return []
    const [, indent = '', part = '', methods = ''] = found
    const depth = indent.length / 4
    above.splice(depth, above.length, part)
    const path = above.join('').replaceAll(/:(\w+)/g, '{$1}')
    return methods.split(', ').map((method) => `${method} ${path}`)
  })
}

test('every control route is in the document, and nothing else is', async () => {
  const { app, operations } = await setUp()
  const routes = routesOf(app.printRoutes({ commonPrefix: false }))
  const own = routes.filter((route) => route.includes(' /_sandbox/') && !route.startsWith('HEAD '))
  expect(own.length).toBeGreaterThan(40)
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
  expect(described.sort()).toEqual(own.sort())
})

test('it is a valid OpenAPI 3.1 document', async () => {
  const { document } = await setUp()
  // In a process of its own: the validator is an ES module, which jest on Node 20 cannot load.
  const program = `
    import { text } from 'node:stream/consumers'
    import { Validator } from '@seriousme/openapi-schema-validator'
    const validator = new Validator()
    const { valid, errors } = await validator.validate(JSON.parse(await text(process.stdin)))
    console.log(JSON.stringify({ valid, errors, version: validator.version }))`
  const options = { input: JSON.stringify(document), cwd: import.meta.dirname, encoding: 'utf8' } as const
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', program], options)
  expect(JSON.parse(answer)).toEqual({ valid: true, version: '3.1' })
})

test('each operation says what it does, what it answers and how it refuses', async () => {
  const { operations } = await setUp()
  const silent = operations.filter(({ operation: { summary, tags, responses } }) => {
    const good = Object.entries(responses).find(([status]) => status.startsWith('2'))
    const isTold = good !== undefined && (good[0] === '204' || good[1].content !== undefined)
    return !summary || tags.length !== 1 || !isTold || responses.default?.content === undefined
  })
  expect(silent.map(({ path, method }) => `${method} ${path}`)).toEqual([])
})

test('each part of a path in braces is a parameter', async () => {
  const { operations } = await setUp()
  for (const { path, operation } of operations) {
    const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
    expect({ path, named }).toEqual({
      path,
      named: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    })
  }
})
