import Type, { type Static } from 'typebox'
import type { Sandbox } from '../sandbox.js'
import type { MiniProgram, State } from '../state/state.js'
import { Releases, SwitchChange, Translations } from '../state/seed.js'
import { isSite, type Site } from '../state/sites.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound } from './control-error.js'
import { switchFacts, switchNames } from '../state/switches.js'

const tags = ['Mini programs']
const AppParams = Type.Object({ appId: Type.String() })
const Shown = Type.Object({
  appId: Type.String(),
  clientId: Type.String(),
  name: Translations,
  merchantName: Translations,
  logoUrl: Type.Optional(Type.String()),
  sites: Releases,
  switches: Type.Required(SwitchChange),
})
const Change = Type.Object(
  { switches: Type.Optional(SwitchChange), sites: Type.Optional(Releases) },
  { additionalProperties: false },
)

/** What is in place for each mini program, and what is still to do before it goes live. */
export function registerMiniPrograms(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/mini-programs',
    {
      schema: {
        tags,
        summary: 'All mini programs',
        response: { 200: Type.Object({ miniPrograms: Type.Array(Shown) }) },
      },
    },
    () => ({ miniPrograms: [...sandbox.state.miniPrograms.values()].map(show) }),
  )
  app.patch(
    '/_sandbox/mini-programs/:appId',
    {
      schema: {
        tags,
        summary: 'Turns switches on or off, or releases it to other super apps',
        params: AppParams,
        body: Change,
        response: { 200: Shown },
      },
    },
    (request) => {
      const miniProgram = find(sandbox, request.params.appId)
      const { switches, sites } = request.body
      Object.assign(miniProgram.switches, switches)
      if (sites) miniProgram.sites = releasesOf(sites)
      return show(miniProgram)
    },
  )
  app.get(
    '/_sandbox/mini-programs/:appId/checklist',
    {
      schema: {
        tags,
        summary: 'The checklist of going live',
        params: AppParams,
        response: { 200: Checklist },
      },
    },
    (request) => checklistOf(sandbox.state, find(sandbox, request.params.appId)),
  )
}

function find({ state }: Sandbox, appId: string): MiniProgram {
  const miniProgram = state.miniPrograms.get(appId)
  if (!miniProgram) throw notFound(`mini program ${appId}`)
  return miniProgram
}

function releasesOf(sites: Static<typeof Releases>): MiniProgram['sites'] {
  const unknown = Object.keys(sites).find((site) => !isSite(site))
  if (unknown !== undefined)
    throw new ControlError(400, 'INVALID_REQUEST', `There is no super app ${unknown}.`)
  return new Map(Object.entries(sites) as [Site, { authClientId: string }][])
}

const show = ({ sites, ...rest }: MiniProgram): Static<typeof Shown> => ({
  ...rest,
  sites: Object.fromEntries(sites),
})

const Item = Type.Object({
  id: Type.String(),
  title: Type.String(),
  isDone: Type.Boolean(),
  whenMissing: Type.String({ description: 'What the merchant meets without it.' }),
  remedy: Type.String(),
  mark: Type.Enum(['documented', 'sibling', 'inferred', 'unknown']),
})

export const Checklist = Type.Object({
  appId: Type.String(),
  isReady: Type.Boolean({ description: 'True if a message could be sent.' }),
  next: Type.Union([Type.String(), Type.Null()], { description: 'The first item to do.' }),
  items: Type.Array(Item),
})

export type Checklist = Static<typeof Checklist>

/** What has to be done before the mini program may send, in order. */
function checklistOf(state: State, { appId, switches }: MiniProgram): Checklist {
  const templates = state.templates.applied().filter((one) => one.appId === appId)
  const items = [
    ...switchNames.map((id) => {
      const { title, whenMissing, remedy, mark } = switchFacts[id]
      return { id, title, whenMissing, remedy, mark, isDone: switches[id] }
    }),
    {
      id: 'templateApproved',
      title: 'Have a template approved',
      whenMissing: 'message/send: TEMPLATE_NOT_EXIST',
      remedy: 'Operation > Notification Delivery > Template Library > Apply for Templates.',
      mark: 'documented' as const,
      isDone: templates.some(({ status }) => status === 'APPROVED'),
    },
  ]
  const next = items.find(({ isDone }) => !isDone)?.id ?? null
  return { appId, isReady: next === null, next, items }
}
