import { Type, type Static } from '@fastify/type-provider-typebox'
import type { MiniProgram } from '../state/merchant.js'
import type { State } from '../state/state.js'
import { switchFacts, switchNames } from '../state/switches.js'

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
export function checklistOf(state: State, { appId, switches }: MiniProgram): Checklist {
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
