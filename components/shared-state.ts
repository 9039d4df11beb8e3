import type { SubscribeOptions } from '../src/options.js'
import type { SubscribeResult } from '../src/result.js'
import type { SubscriptionStates } from '../src/subscription-states.js'

/**
 * What all our components know together. The bundlers of Taro and uni-app make several copies of this module, so it
 * can't lie in a module's own variables, and a mini program has no `globalThis`: it lies on the app, or on `my` while
 * there is no app yet. Another version of the package may put more fields here; a version that can't live with these
 * takes another key.
 */
export interface SharedState {
  options: Partial<SubscribeOptions>
  refusals: Partial<Record<string, number>>
  /** In the order of their mounting. */
  tags: MountedTag[]
  /** Called when a tag has mounted. */
  waiting: (() => void)[]
}

/** A `<subscribe-message>` that stands on a page, as `es/request` calls it: that may be another bundle. */
export interface MountedTag {
  id: () => string
  /** Undefined where the platform does not say. */
  page: unknown
  /** What is given wins over the tag's props. */
  request: (options: Partial<SubscribeOptions>) => Promise<SubscribeResult>
  getSubscriptions: (options: Partial<SubscribeOptions>) => Promise<SubscriptionStates>
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
    state.tags ??= []
    state.waiting ??= []
    return holder[key] === state ? (state as SharedState) : undefined
  } catch {
    return undefined
  }
}

function stateInMemory(): SharedState {
  if (!hasWarned)
    console.warn(
      'mini-message: call configure in onLaunch of App. Before that, this super app has no place to keep its options.',
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

/** `early` is emptied, so that it can't replace later values. */
function moveAll(early: object, state: object): void {
  const [from, to] = [early as Fields, state as Fields]
  for (const name of Object.keys(from)) {
    const [added, known] = [from[name], to[name]]
    if (Array.isArray(added) && Array.isArray(known)) to[name] = known.concat(added)
    else to[name] = isObject(added) && isObject(known) ? Object.assign(known, added) : added
    // oxlint-disable-next-line typescript/no-dynamic-delete -- the names are those of fields
    delete from[name]
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The pages that are open, the one on the screen last. Empty where the platform does not say. */
const openPages = (): unknown[] => {
  try {
    return getCurrentPages()
  } catch {
    return []
  }
}

const last = <T>(list: T[]): T | undefined => list[list.length - 1]

/** Puts a tag where all bundles find it; the returned function takes it away. `page`: what its `$page` says. */
export function addTag(tag: Omit<MountedTag, 'page'>, page: unknown): () => void {
  const mounted: MountedTag = { ...tag, page: page ?? last(openPages()) }
  sharedState().tags.push(mounted)
  sharedState()
    .waiting.slice()
    .forEach((look) => look())
  return () => {
    const state = sharedState()
    state.tags = state.tags.filter((one) => one !== mounted)
  }
}

/** The tags of the page on the screen, with this id if one is asked for. */
export function tagsOnPage(id: string | undefined): MountedTag[] {
  const top = last(openPages())
  return sharedState().tags.filter(
    (tag) => (!tag.page || !top || tag.page === top) && (id === undefined || tag.id() === id),
  )
}
