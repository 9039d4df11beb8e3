import { idle } from '../my/missing.js'
import type { OpenPage } from './router.js'
import type { Bag } from './world.js'

interface Program {
  app(): unknown
  pages(): readonly OpenPage[]
}

/** The globals that scripts of a mini program call, and what they called them with. */
export class ScriptGlobals {
  private registered: Bag | undefined

  constructor(
    private readonly program: Program,
    private readonly warn: (message: string) => void,
  ) {}

  /** To be put on the global object. */
  globals(): Record<string, unknown> {
    const register = (options: Bag) => {
      this.registered = options
    }
    return {
      App: register,
      Page: register,
      Component: register,
      // For sjs, where some programs call them as in wxs; whether the platform has them is not documented.
      getRegExp: (source: string, flags?: string) => new RegExp(source, flags),
      getDate: (...parts: []) => new Date(...parts),
      Mixin: (options: Bag) => options,
      requirePlugin: (name: string) => {
        this.warn(
          `requirePlugin('${name}'): the simulator can't load plugins, and what is called of this one does nothing`,
        )
        return idle()
      },
      getApp: () => this.program.app(),
      getCurrentPages: () => this.program.pages().map(({ instance }) => instance),
    }
  }

  /** What App, Page or Component was called with since the last time. */
  take(): Bag | undefined {
    const { registered } = this
    this.registered = undefined
    return registered
  }
}
