import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** Stands between a client and a server; the test decides when connections break, fall silent or are refused. */
export class TcpProxy {
  #to: { host: string; port: number }
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #server: Server | undefined
  #isSilent = false
  #port = 0

  private constructor(to: { host: string; port: number }) {
    this.#to = to
  }

  static async start(to: { host: string; port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(to)
    await proxy.listen()
    return proxy
  }

  /** The same address with this proxy as its host. */
  static async before(url: string): Promise<{ proxy: TcpProxy; url: string }> {
    const through = new URL(url)
    const proxy = await TcpProxy.start({ host: through.hostname, port: Number(through.port) })
    through.host = proxy.address
    return { proxy, url: through.href }
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** Connections that pass now. */
  get connections(): number {
    return this.#pairs.size
  }

  async listen(): Promise<void> {
    const server = createServer((client) => this.#join(client))
    this.#server = server
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
  }

  /** Ends every connection at once, as a server that dies does. */
  cut(): void {
    for (const [client, server] of this.#pairs) {
      client.resetAndDestroy()
      server.destroy()
    }
  }

  /** Nothing passes any more, and nobody is told: as when a machine is unplugged. */
  fallSilent(): void {
    this.#isSilent = true
    for (const pair of this.#pairs) for (const socket of pair) socket.pause()
  }

  /** New connections pass; those that fell silent stay so. */
  speak(): void {
    this.#isSilent = false
  }

  /** New connections go there; those that pass now stay where they are. */
  redirect(to: { host: string; port: number }): void {
    this.#to = to
  }

  /** Refuses connections until `listen`. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve))
    this.cut()
    await closed
  }

  #join(client: Socket): void {
    const server = connect(this.#to)
    const pair = [client, server] as const
    this.#pairs.add(pair)
    for (const [from, to] of [pair, [server, client] as const]) {
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', () => undefined)
      from.on('close', () => {
        this.#pairs.delete(pair)
        to.destroy()
      })
      if (this.#isSilent) from.pause()
    }
  }
}
