import { Agent, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici'

/** What the settings say about a proxy between this server and the Internet. */
export interface OutgoingProxy {
  HTTPS_PROXY: string | undefined
  NO_PROXY: readonly string[]
}

/** Reached without a proxy, whatever the settings say. */
const thisMachine = ['localhost', '127.0.0.1', '[::1]']

/** How long a proxy may take to open a tunnel, milliseconds; undici would wait for five minutes. */
const tunnelMs = 10_000

/** Where a tunnel shall lead in place of `host:port`. It may throw: then nothing is connected to. */
export type TunnelTarget = (hostAndPort: string) => Promise<string>

/**
 * The way out of this server, for whatever it asks over HTTP. https goes through the proxy, in a tunnel that the proxy
 * can't look into; http never does, since a proxy would read it. `options` count for both ways, but `connect` only for
 * the direct one: behind a proxy, the proxy connects, and looks names up unless `tunnelTarget` did.
 */
export function outgoing(
  options: Agent.Options,
  proxy?: OutgoingProxy,
  tunnelTarget: TunnelTarget = (target) => Promise.resolve(target),
): Dispatcher {
  const { HTTPS_PROXY: httpsProxy, NO_PROXY: direct = [] } = proxy ?? {}
  if (httpsProxy === undefined || direct.includes('*')) return new Agent(options)
  const noProxy = [...thisMachine, ...direct].join(',')
  return new EnvHttpProxyAgent({
    ...options,
    clientFactory: (origin, given) => new Tunnels(tunnelTarget, origin, given),
    // All three are given, so that it reads none of them from the environment by itself.
    ...{ httpsProxy, httpProxy: '', noProxy },
  })
}

/** The connections to the proxy; undici asks it for a tunnel with `connect`. */
class Tunnels extends Pool {
  readonly #target: TunnelTarget

  constructor(target: TunnelTarget, origin: URL, options: object) {
    super(origin, { ...options, headersTimeout: tunnelMs })
    this.#target = target
  }

  override connect(...given: Parameters<Pool['connect']>): void
  override connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData>
  override async connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData> {
    return super.connect({ ...options, path: await this.#target(options.path) })
  }
}

/** A proxy that did not open the tunnel: its status as a code, in place of undici's that says only "aborted". */
export function proxyRefusal(error: unknown): (Error & { code: string }) | undefined {
  const { message = '' } = error as { message?: string }
  const [, status] = /^Proxy response \((\d{3})\)/.exec(message) ?? []
  if (status === undefined) return undefined
  return Object.assign(new Error(message, { cause: error }), { code: `PROXY_ANSWERED_${status}` })
}
