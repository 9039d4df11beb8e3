import { fork } from 'node:child_process'
import { setImmediate as turnOfTheLoop, setTimeout as pause } from 'node:timers/promises'
import { startProxy } from './gateway-proxy.mjs'

/** A server process that can be killed and started again, with a proxy of its own before the gateway. */
export class Server {
  #packed
  #child
  #environment
  #proxy
  #isStopped = false
  url
  /** requestIds of sends that left this process since it started. */
  sent = new Set()
  /** How often it ended although nobody killed it. */
  died = 0
  /** Milliseconds that its wall clock is ahead of the true time. */
  clockOffsetMs

  static async start({ packed, environment, gatewayUrl, see, clockOffsetMs = 0 }) {
    const server = new Server()
    server.#packed = packed
    server.clockOffsetMs = clockOffsetMs
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
      env: {
        ...process.env,
        ...this.#packed.environment,
        ...this.#environment,
        CRASH_CLOCK_OFFSET_MS: String(this.clockOffsetMs),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    this.url = await new Promise((resolve, reject) => {
      child.once('message', resolve)
      child.once('exit', (code) => reject(new Error(`a server process ended with code ${code} at its start`)))
    })
    child.once('exit', () => {
      if (this.#child !== child || this.url === undefined) return
      this.url = undefined
      this.died += 1
      void this.#startUntilItRuns()
    })
  }

  /** As whoever runs servers does: one that ends while its database is away is started again. */
  async #startUntilItRuns() {
    while (!this.#isStopped) {
      const isRunning = await this.restart().then(
        () => true,
        () => false,
      )
      if (isRunning) return
      await pause(200)
    }
  }

  setClock(offsetMs) {
    this.clockOffsetMs = offsetMs
    this.#child.send({ clockOffsetMs: offsetMs })
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

  /** What had left this process before has been seen. */
  async seen() {
    await this.#proxy.letIn()
    // Its bytes lie in a socket that may not have been read yet.
    for (let turns = 0; turns < 5; turns += 1) await turnOfTheLoop()
  }

  async stop() {
    this.#isStopped = true
    await this.kill()
    await this.#proxy.stop()
  }
}
