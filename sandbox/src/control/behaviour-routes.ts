import Type, { type Static } from 'typebox'
import type { Sandbox } from '../sandbox.js'
import { sendSettings } from '../state/settings/send-settings.js'
import { tokenSettings } from '../state/settings/token-settings.js'
import { wireSettings } from '../state/settings/wire-settings.js'
import {
  AllSettings,
  settingFacts,
  settingNames,
  SettingsChange,
  type SettingName,
} from '../state/settings.js'
import type { TypedApp } from '../typed-app.js'
import { Fault, FaultSpec } from '../faults/faults.js'
import { notFound } from './control-error.js'
import { Time } from '../superapp/inbox.js'
import { AutoAnswer } from '../state/auto-answer.js'

const settingTags = ['Settings']

/** What a setting means and how well its default is known. */
export const SettingDescription = Type.Object({
  name: Type.String(),
  area: Type.Enum(['wire', 'tokens', 'send', 'superApp'], {
    description: 'Headers and signatures; codes and tokens; sending; the JSAPIs.',
  }),
  default: Type.Unknown(),
  meaning: Type.String(),
  mark: Type.Enum(['documented', 'sibling', 'inferred', 'unknown']),
  source: Type.String(),
  schema: Type.Unknown({ description: 'JSON Schema of its values.' }),
})
export type SettingDescription = Static<typeof SettingDescription>

function areaOf(name: SettingName): SettingDescription['area'] {
  if (name in wireSettings) return 'wire'
  if (name in tokenSettings) return 'tokens'
  return name in sendSettings ? 'send' : 'superApp'
}

/** What the platform's documents leave open. What a change leaves out stays; a reset undoes it. */
export function registerSettings(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/settings',
    { schema: { tags: settingTags, summary: 'All settings', response: { 200: AllSettings } } },
    () => sandbox.state.settings,
  )
  app.post(
    '/_sandbox/settings',
    {
      schema: {
        tags: settingTags,
        summary: 'Changes some settings',
        body: SettingsChange,
        response: { 200: AllSettings },
      },
    },
    (request) => Object.assign(sandbox.state.settings, request.body),
  )
  app.get(
    '/_sandbox/settings/descriptions',
    {
      schema: {
        tags: settingTags,
        summary: 'What each setting means, its default, and how well that default is known',
        response: {
          200: Type.Object({ settings: Type.Array(SettingDescription) }),
        },
      },
    },
    () => ({ settings: settingNames.map((name) => ({ name, area: areaOf(name), ...settingFacts[name] })) }),
  )
}

const faultTags = ['Faults']

/** What is to go wrong at the gateway. A reset forgets all of it. */
export function registerFaults(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/faults',
    {
      schema: {
        tags: faultTags,
        summary: 'Faults in force, in the order in which they were set',
        response: { 200: Type.Object({ faults: Type.Array(Fault) }) },
      },
    },
    () => ({ faults: sandbox.state.faults.list() }),
  )
  app.post(
    '/_sandbox/faults',
    { schema: { tags: faultTags, summary: 'Sets a fault', body: FaultSpec, response: { 201: Fault } } },
    (request, reply) => {
      reply.code(201)
      return sandbox.state.faults.add(request.body)
    },
  )
  app.delete(
    '/_sandbox/faults',
    { schema: { tags: faultTags, summary: 'Takes all faults back', response: { 204: Type.Null() } } },
    (_request, reply) => {
      sandbox.state.faults.clear()
      void reply.code(204).send(null)
    },
  )
  app.delete(
    '/_sandbox/faults/:faultId',
    {
      schema: {
        tags: faultTags,
        summary: 'Takes one fault back',
        params: Type.Object({ faultId: Type.String() }),
        response: { 204: Type.Null() },
      },
    },
    (request, reply) => {
      if (!sandbox.state.faults.remove(request.params.faultId))
        throw notFound(`fault ${request.params.faultId}`)
      void reply.code(204).send(null)
    },
  )
}

const clockTags = ['Clock']
export const ClockChange = Type.Object(
  {
    offsetMs: Type.Optional(
      Type.Integer({
        description: 'Sandbox time ahead of the real one, in milliseconds. 0 = the real time.',
      }),
    ),
    set: Type.Optional(Time('Sandbox time; it runs on from there.')),
    advanceMs: Type.Optional(Type.Integer({ description: 'Moves the sandbox time on, in milliseconds.' })),
    skewMs: Type.Optional(
      Type.Integer({
        description:
          'The platform’s own clock ahead of the real one: what Request-Time is held to, and Response-Time says.',
      }),
    ),
  },
  { additionalProperties: false },
)
const Clock = Type.Object({
  now: Type.String({ description: 'Sandbox time: codes and tokens expire by it.' }),
  offsetMs: Type.Integer(),
  wire: Type.String({ description: 'The platform’s time for signatures.' }),
  skewMs: Type.Integer(),
})

/** Two times: what expires, and what is fresh on the wire. Moving the first refuses no request. */
export function registerClock(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/clock',
    { schema: { tags: clockTags, summary: 'Both times', response: { 200: Clock } } },
    () => clockOf(sandbox),
  )
  app.post(
    '/_sandbox/clock',
    {
      schema: {
        tags: clockTags,
        summary: 'Sets, advances or skews the time',
        body: ClockChange,
        response: { 200: Clock },
      },
    },
    (request) => {
      moveClock(sandbox, request.body)
      return clockOf(sandbox)
    },
  )
}

export type ClockChange = Static<typeof ClockChange>

export function moveClock({ clock }: Sandbox, { offsetMs, set, advanceMs, skewMs }: ClockChange): void {
  if (offsetMs !== undefined) clock.offsetMs = offsetMs
  if (set !== undefined) clock.set(Date.parse(set))
  if (advanceMs !== undefined) clock.offsetMs += advanceMs
  if (skewMs !== undefined) clock.skewMs = skewMs
}

const clockOf = ({ clock }: Sandbox): Static<typeof Clock> => ({
  now: new Date(clock.now()).toISOString(),
  offsetMs: clock.offsetMs,
  wire: new Date(clock.wire()).toISOString(),
  skewMs: clock.skewMs,
})

const autoAnswerTags = ['Auto-answer']
export const AutoAnswerChange = Type.Partial(AutoAnswer, { additionalProperties: false })

/** Who answers the authorization page and the panel where no person is. What a change leaves out stays. */
export function registerAutoAnswer(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/auto-answer',
    { schema: { tags: autoAnswerTags, summary: 'Who answers', response: { 200: AutoAnswer } } },
    () => sandbox.state.autoAnswer,
  )
  app.post(
    '/_sandbox/auto-answer',
    {
      schema: {
        tags: autoAnswerTags,
        summary: 'Lets the sandbox answer',
        body: AutoAnswerChange,
        response: { 200: AutoAnswer },
      },
    },
    (request) => Object.assign(sandbox.state.autoAnswer, request.body),
  )
}
