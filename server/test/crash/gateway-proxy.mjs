import { Agent, createServer, request as forward } from 'node:http'

/**
 * Stands between one server process and the sandbox's gateway, changes nothing, and sees everything: what left
 * the process and when, and what the platform answered before the process knew it.
 */
export async function startProxy(gatewayUrl, { onRequest, onAnswer }) {
  const target = new URL(gatewayUrl)
  const agent = new Agent({ keepAlive: true })
  const proxy = createServer((incoming, outgoing) => {
    if (incoming.method === 'HEAD') return outgoing.end()
    const at = Date.now()
    const signedAt = Date.parse(incoming.headers['request-time'])
    const chunks = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('error', () => undefined)
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      const call = {
        path: incoming.url.replace(/^.*\/v2/, '/v2'),
        fields: JSON.parse(body.toString()),
        at,
        signedAt,
      }
      onRequest(call)
      const { pathname, hostname, port } = new URL(incoming.url, target.origin)
      const passed = forward({
        hostname,
        port,
        path: pathname,
        method: 'POST',
        // The sandbox answers to its own name only.
        headers: { ...incoming.headers, host: target.host },
        agent,
      })
      passed.on('response', (answer) => {
        const parts = []
        answer.on('data', (chunk) => parts.push(chunk))
        answer.on('error', () => outgoing.destroy())
        answer.on('end', async () => {
          const text = Buffer.concat(parts)
          await onAnswer(call, text.toString())
          outgoing.writeHead(answer.statusCode, answer.headers)
          outgoing.end(text)
        })
      })
      passed.on('error', () => outgoing.destroy())
      passed.end(body)
    })
  })
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const port = () => proxy.address().port
  return {
    /**
     * Resolves when everybody who had connected before has been let in. Node lets in one connection in each turn of
     * its loop (libuv since 1.45), so after a burst what a server sent may wait here for seconds.
     */
    letIn: () =>
      new Promise((resolve, reject) => {
        const last = forward({ port: port(), host: '127.0.0.1', method: 'HEAD', agent: false })
        last.on('response', (answer) => resolve(answer.resume()))
        last.on('error', reject)
        last.end()
      }),
    url: `http://127.0.0.1:${port()}${target.pathname}`,
    stop: () => {
      agent.destroy()
      proxy.closeAllConnections()
      return new Promise((resolve) => proxy.close(resolve))
    },
  }
}
