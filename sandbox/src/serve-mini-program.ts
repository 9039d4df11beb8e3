import { bridgePath } from './superapp/bridge-script.js'

/** What the sandbox needs of mini-program-simulator. */
export interface Simulator {
  serve(options: {
    folder: string
    port: number
    myScript: string
  }): Promise<{ url: string; close(): Promise<void> }>
}

export interface ServedMiniProgram {
  /** The program alone, without a phone around it. */
  url: string
  close(): Promise<void>
}

/**
 * Serves a DSL mini program from its folder, with the `my` of the sandbox at `sandboxUrl`. Throws if
 * mini-program-simulator is not installed; it is loaded only here, since nothing else needs it.
 */
export async function serveMiniProgram(
  folder: string,
  sandboxUrl: string,
  load: () => Promise<Simulator> = loadSimulator,
): Promise<ServedMiniProgram> {
  const simulator = await load()
  const served = await simulator.serve({ folder, port: 0, myScript: `${sandboxUrl}${bridgePath}` })
  return { url: new URL('program.html', served.url).href, close: () => served.close() }
}

async function loadSimulator(): Promise<Simulator> {
  const name = 'mini-program-simulator'
  try {
    return (await import(name)) as Simulator
  } catch (cause) {
    const message =
      'A mini program’s folder needs mini-program-simulator: npm install mini-program-simulator.'
    throw new Error(message, { cause })
  }
}
