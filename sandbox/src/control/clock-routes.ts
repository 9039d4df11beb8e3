import { Type, type Static } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { Time } from '../superapp/message-filter.js'
import type { TypedApp } from '../typed-app.js'

const tags = ['Clock']
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
  app.get('/_sandbox/clock', { schema: { tags, summary: 'Both times', response: { 200: Clock } } }, () =>
    clockOf(sandbox),
  )
  app.post(
    '/_sandbox/clock',
    {
      schema: {
        tags,
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
