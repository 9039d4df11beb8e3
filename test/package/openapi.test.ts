// The document of the server's routes as the package has it, and the client that is made from it.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alsoInstall, packInto, project } from '../support/packed-package'

jest.setTimeout(120_000)

let work: string
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mini-message-api-'))
  packInto(work, 'server')
  alsoInstall(work, 'openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types')
})
afterAll(() => rmSync(work, { recursive: true }))

const tool = (...path: string[]) => join(project, 'node_modules', ...path)
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: work, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}
const write = (name: string, text: string) => writeFileSync(join(work, name), text)

test('the document of the package is what a running server answers', () => {
  const script = `
    import { withThrowAwayServer } from ${JSON.stringify(join(project, 'server/scripts/throw-away-server.mjs'))}
    const answer = await withThrowAwayServer(({ app }) => app.inject('/openapi.json'))
    process.stdout.write(answer.body)`
  const answered = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  const packed = readFileSync(join(work, 'node_modules/mini-message-server/dist/openapi.json'), 'utf8')
  expect(JSON.parse(packed)).toEqual(JSON.parse(answered))
})

test.each(['server/dist/openapi.json', 'docs/contract.openapi.json'])(
  'redocly has nothing to say of %s',
  (file) => {
    const { output, status } = run(
      ...[tool('@redocly/cli/bin/cli.js'), 'lint', join(project, file)],
      ...['--config', join(project, 'redocly.yaml')],
    )
    expect([status, output]).toEqual([0, expect.stringContaining('Your API description is valid.')])
    expect(output).not.toMatch(/\d+ warning/)
  },
)

describe('a program with the client and the types of its templates', () => {
  const template = {
    templateCode: 'T1',
    variables: ['orderNo', 'storeName'],
    texts: { en: { title: 'Ready' } },
  }
  const app = {
    ...{ appId: 'P1', sites: ['ALIPAY_CN'], templates: [template] },
    sender: { name: { en: 'Shop' }, privacyUrl: 'https://shop.example' },
  }
  beforeAll(() => {
    write('apps.json', JSON.stringify([app]))
    const { status, output } = run(
      ...[join(project, 'server/dist/cli.js'), 'types', '--apps', 'apps.json', '--out', 'templates.d.ts'],
    )
    expect([status, output]).toEqual([0, ''])
    write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true },
          ...{ module: 'NodeNext', target: 'ES2022', lib: ['ES2023'], types: ['node'] },
        },
        include: ['*.mts'],
      }),
    )
  })

  /** What tsc says of a program, by its lines. */
  const compiled = (...lines: string[]) => {
    write(
      'program.mts',
      [
        "import { createClient } from 'mini-message-server/client'",
        "import type { Templates } from './templates.js'",
        "const client = createClient<Templates>({ url: 'http://127.0.0.1:8788', apiKey: 'key' })",
        ...lines,
      ].join('\n'),
    )
    const { output } = run(tool('typescript/bin/tsc'), '-p', '.')
    return lines.map(
      (_, index) =>
        output.split(/^(?=program)/m).find((error) => error.startsWith(`program.mts(${index + 4},`)) ?? '',
    )
  }
  const message = (templateCode: string, parameters: string) =>
    `{ requestId: 'order-1', to: { subscriptionId: 'sub_1' }, templateCode: '${templateCode}', templates: [{ language: 'en', templateParameters: { ${parameters} } }] }`
  const send = (body: string) => `client.POST('/v1/messages', { body: ${body} })`

  test('compiles where every variable is there', () => {
    const good = message('T1', "orderNo: '1', storeName: 'Shop'")
    const lines = [
      `const { data, error } = await ${send(good)}`,
      'if (error) console.log(error.error.code, error.error.message)',
      "else console.log(data.status satisfies 'QUEUED' | 'SENDING' | 'FINISHED')",
      `await client.POST('/v1/messages/batch', { body: { messages: [${good}] } })`,
      "await client.GET('/v1/messages/{requestId}', { params: { path: { requestId: 'order-1' } } })",
    ]
    expect(compiled(...lines)).toEqual(lines.map(() => ''))
  })

  test('does not compile with a variable too few or too many, or another template', () => {
    const [few, many, batch, other] = compiled(
      send(message('T1', "orderNo: '1'")),
      send(message('T1', "orderNo: '1', storeName: 'Shop', table: '7'")),
      `client.POST('/v1/messages/batch', { body: { messages: [${message('T1', "orderNo: '1'")}] } })`,
      send(message('T2', "orderNo: '1', storeName: 'Shop'")),
    )
    expect(few).toContain("Property 'storeName' is missing")
    expect(many).toContain("'table' does not exist")
    expect(batch).toContain("Property 'storeName' is missing")
    expect(other).toContain(`'"T2"' is not assignable to type '"T1"'`)
  })

  test('calls the server with its key, and gives what it answers', () => {
    write(
      'use.mjs',
      `import { createServer } from 'node:http'
      import { createClient } from 'mini-message-server/client'
      const asked = []
      const server = createServer(async (request, response) => {
        let body = ''
        for await (const chunk of request) body += chunk
        asked.push([request.method, request.url, request.headers.authorization, body])
        if (request.url.endsWith('hangs')) return
        response.statusCode = request.method === 'POST' ? 202 : 404
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(request.method === 'POST' ? { status: 'QUEUED' } : { error: { code: 'X' } }))
      })
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
      const url = \`http://127.0.0.1:\${server.address().port}/mini-message\`
      const client = createClient({ url, apiKey: 'key', timeoutMs: 200 })
      const { data } = await client.POST('/v1/messages', { body: { requestId: '1' } })
      const params = (requestId) => ({ params: { path: { requestId } } })
      const { error } = await client.GET('/v1/messages/{requestId}', params('a/b'))
      const late = await client.GET('/v1/messages/{requestId}', params('hangs')).catch(({ name }) => name)
      console.log(JSON.stringify({ asked, data, error, late }))
      process.exit()`,
    )
    expect(JSON.parse(run('use.mjs').output)).toEqual({
      asked: [
        ['POST', '/mini-message/v1/messages', 'Bearer key', '{"requestId":"1"}'],
        ['GET', '/mini-message/v1/messages/a%2Fb', 'Bearer key', ''],
        ['GET', '/mini-message/v1/messages/hangs', 'Bearer key', ''],
      ],
      data: { status: 'QUEUED' },
      error: { error: { code: 'X' } },
      late: 'TimeoutError',
    })
  })
})
