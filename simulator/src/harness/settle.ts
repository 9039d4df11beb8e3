import { setImmediate } from 'node:timers'

/** Macro tasks come after all micro tasks; taken from Node, so that fake timers don't hold them. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 2; round += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
