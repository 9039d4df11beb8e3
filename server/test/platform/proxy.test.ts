import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { keepAliveTransport, type HttpAnswer, type Transport } from '../../src/platform/client.js'
import { noAnswer, NothingSent } from '../../src/platform/outcomes.js'
import type { OutgoingProxy } from '../../src/outgoing.js'
import { closeAll, closing, connectProxy, listening, tlsServer } from '../support/connect-proxy.js'

afterEach(closeAll)

function ask(url: string, settings: OutgoingProxy, timeoutMs = 30_000): Promise<HttpAnswer> {
  const transport: Transport = keepAliveTransport({ proxy: settings })
  closing.push(() => transport.close())
  return transport.exchange({ url, headers: { 'client-id': 'C1' }, body: '{}', timeoutMs })
}

test('https goes through the proxy, which learns host and port, and the platform nothing of it', async () => {
  const { port, requests } = await tlsServer()
  const { asked, url } = await connectProxy(port)
  // The name leads nowhere: only the proxy can have found the way.
  const answer = await ask('https://platform.invalid/api/open', { HTTPS_PROXY: url, NO_PROXY: [] })
  expect([answer.status, answer.body]).toEqual([200, 'platform'])
  expect(asked.map(({ method, url: target }) => [method, target])).toEqual([
    ['CONNECT', 'platform.invalid:443'],
  ])
  expect(asked[0]!.headers).toMatchObject({
    'proxy-authorization': `Basic ${Buffer.from('shop:hidden@word').toString('base64')}`,
  })
  expect(asked[0]!.headers).not.toHaveProperty('client-id')
  expect(requests[0]!.headers).toMatchObject({ host: 'platform.invalid', 'client-id': 'C1' })
  expect(Object.keys(requests[0]!.headers).filter((name) => name.startsWith('proxy'))).toEqual([])
})

test.each([
  ['named in NO_PROXY', 'platform.invalid', ['platform.invalid']],
  ['a subdomain of one in NO_PROXY', 'api.platform.invalid', ['other.invalid', '.platform.invalid']],
  ['any, with NO_PROXY=*', 'platform.invalid', ['*']],
])('a host that is %s is asked directly', async (_what, host, noProxy) => {
  const { port } = await tlsServer()
  const { asked, url } = await connectProxy(port)
  const answer = ask(`https://${host}/`, { HTTPS_PROXY: url, NO_PROXY: noProxy })
  await expect(answer).rejects.toMatchObject({ name: 'NothingSent', code: 'ENOTFOUND' })
  expect(asked).toEqual([])
})

test('this machine is asked directly, and so is http', async () => {
  const { port } = await tlsServer()
  const { asked, url } = await connectProxy(port)
  const settings = { HTTPS_PROXY: url, NO_PROXY: [] }
  for (const host of ['localhost', '127.0.0.1'])
    expect(await ask(`https://${host}:${port}/`, settings)).toMatchObject({ body: 'platform' })
  await expect(ask('http://platform.invalid/', settings)).rejects.toMatchObject({ code: 'ENOTFOUND' })
  expect(asked).toEqual([])
})

describe('not one byte has left where the proxy', () => {
  const nothingSent = async (answer: Promise<HttpAnswer>): Promise<NothingSent> => {
    const error: unknown = await answer.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(NothingSent)
    const said = inspect([error, noAnswer(error, 1)], { depth: Infinity, showHidden: true })
    for (const secret of ['hidden', Buffer.from('shop:hidden@word').toString('base64')])
      expect(said).not.toContain(secret)
    return error as NothingSent
  }

  test.each([407, 403, 502])('answers %d, which is told', async (status) => {
    const { port, requests } = await tlsServer()
    const { url } = await connectProxy(port, status)
    const error = await nothingSent(ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] }))
    expect(error.code).toBe(`PROXY_ANSWERED_${status}`)
    expect(requests).toEqual([])
  })

  test('is not there', async () => {
    const url = 'http://shop:hidden%40word@127.0.0.1:9'
    const error = await nothingSent(ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] }))
    expect(error.code).toBe('ECONNREFUSED')
  })

  test('does not answer', async () => {
    const silent = createServer()
    silent.on('connect', () => undefined)
    const url = `http://shop:hidden%40word@127.0.0.1:${await listening(silent)}`
    const asked = ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] }, 100)
    expect((await nothingSent(asked)).code).toBe('TimeoutError')
  })

  test('opens a tunnel to something else than the platform', async () => {
    const { url } = await connectProxy(await listening(createServer()))
    await tlsServer()
    const asked = ask('https://platform.invalid/', { HTTPS_PROXY: url, NO_PROXY: [] })
    expect((await nothingSent(asked)).code).toMatch(/SSL|ECONNRESET|EPROTO/)
  })
})
