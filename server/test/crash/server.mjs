import { fork } from 'node:child_process'
import { startProxy } from './gateway-proxy.mjs'

/** A server process that can be killed and started again, with a proxy of its own before the gateway. */
export class Server {
  #packed
  #child
  #environment
  #proxy
  url
  /** requestIds of sends that left this process since it started. */
  sent = new Set()

  static async start({ packed, environment, gatewayUrl, see }) {
    const server = new Server()
    server.#packed = packed
    server.#proxy = await startProxy(gatewayUrl, {
      onRequest: (call) => {
        if (call.path.endsWith('/send')) server.sent.add(call.fields.requestId)
        see.onRequest(server, call)
      },
      onAnswer: (call, text) => see.onAnswer(server, call, text),
    })
    server.#environment = { ...environment, PLATFORM_URL: server.#proxy.url }
    await server.restart()
    return server
  }

  async restart() {
    this.sent.clear()
    const child = fork(this.#packed.file, {
      env: { ...process.env, ...this.#packed.environment, ...this.#environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    this.url = await new Promise((resolve, reject) => {
      child.once('message', resolve)
      child.once('exit', (code) => reject(new Error(`a server process ended with code ${code} at its start`)))
    })
  }

  /** kill -9, and wait until it is dead. */
  async kill() {
    const child = this.#child
    this.url = undefined
    if (child.exitCode !== null || child.signalCode !== null) return
    const dead = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await dead
  }

  async stop() {
    await this.kill()
    await this.#proxy.stop()
  }
}
