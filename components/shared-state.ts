import type { SubscribeOptions } from '../src/options.js'

/**
 * What all our components know together. The bundlers of Taro and uni-app make several copies of this module, so it
 * can't lie in a module's own variables, and a mini program has no `globalThis`: it lies on the app, or on `my` while
 * there is no app yet. Another version of the package may put more fields here; a version that can't live with these
 * takes another key.
 */
export interface SharedState {
  options: Partial<SubscribeOptions>
  refusals: Partial<Record<string, number>>
}

const key = '__miniMessage1'

type Fields = Record<string, unknown>
type Holder = Partial<Record<typeof key, Partial<SharedState>>>

const inMemory: Holder = {}
let hasWarned = false

/** Ask for it at every use and keep nothing of it: it moves from `my` to the app once there is one. */
export function sharedState(): SharedState {
  const platform: Holder | undefined = typeof my === 'undefined' ? undefined : (my as object)
  const app = appIfAny()
  const onApp = app && stateOn(app)
  if (onApp) {
    for (const holder of [platform, inMemory]) moveAll(earlyState(holder), onApp)
    return onApp
  }
  return (platform && stateOn(platform)) ?? stateInMemory()
}

/** None at the top of app.js: `getApp` is missing there, throws, or has nothing to give. */
function appIfAny(): Holder | undefined {
  try {
    return getApp()
  } catch {
    return undefined
  }
}

/** Undefined where the holder takes no new field: some are frozen, others drop it without a word. */
function stateOn(holder: Holder): SharedState | undefined {
  try {
    const state = (holder[key] ??= {})
    state.options ??= {}
    state.refusals ??= {}
    return holder[key] === state ? (state as SharedState) : undefined
  } catch {
    return undefined
  }
}

function stateInMemory(): SharedState {
  if (!hasWarned)
    console.warn(
      'mini-message: call configure in onLaunch of App. Before that, this super app has no place for what it is told.',
    )
  hasWarned = true
  return stateOn(inMemory) as SharedState
}

function earlyState(holder: Holder | undefined): object {
  try {
    return holder?.[key] ?? {}
  } catch {
    return {}
  }
}

/** `early` is emptied, so that it can't replace what is said later. */
function moveAll(early: object, state: object): void {
  const [from, to] = [early as Fields, state as Fields]
  for (const name of Object.keys(from)) {
    const [said, known] = [from[name], to[name]]
    to[name] = isObject(said) && isObject(known) ? Object.assign(known, said) : said
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the names are those of fields
    delete from[name]
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
