// What an answer means, once for both panels.
import {
  agreeAnswer,
  hasBoxes,
  hasTransferBox,
  missingTick,
  needsBuiltinPanel,
  type PanelView,
  rejectAnswer,
} from '../../src/panel-view'

function view(templateCodes: string[], change: Partial<PanelView> = {}): PanelView {
  const templates = templateCodes.map((templateCode) => ({ templateCode }))
  return { mode: 'ask', templates, ...change } as PanelView
}
const one = view(['T1'])
const two = view(['T1', 'T2'])
const transfer = { transferNotice: 'Data goes to AU.' }

it.each<[string, PanelView, boolean[], boolean, ReturnType<typeof missingTick>]>([
  ['one template', one, [false], false, undefined],
  ['one template with a transfer notice', view(['T1'], transfer), [false], false, 'transfer'],
  ['one template with the transfer notice ticked', view(['T1'], transfer), [false], true, undefined],
  ['several, none ticked', two, [false, false], false, 'template'],
  ['several, the second ticked', two, [false, true], false, undefined],
  ['several, none ticked but the notice', view(['T1', 'T2'], transfer), [false, false], true, 'template'],
  ['several, one ticked but not the notice', view(['T1', 'T2'], transfer), [true, false], false, 'transfer'],
  ['withdrawing with a notice', view(['T1'], { ...transfer, mode: 'manage' }), [true], false, undefined],
])('before Agree counts, %s: %#', (_, shown, templates, transferTicked, missing) => {
  expect(missingTick(shown, { templates, transfer: transferTicked })).toBe(missing)
})

it('Agree answers AGREE for a single template, and for each ticked one of several', () => {
  expect(agreeAnswer(one, { templates: [false], transfer: false })).toEqual({ T1: 'AGREE' })
  expect(agreeAnswer(two, { templates: [false, true], transfer: false })).toEqual({
    T1: 'REJECT',
    T2: 'AGREE',
  })
})

it('Reject answers REJECT for every template', () => {
  expect(rejectAnswer(two)).toEqual({ T1: 'REJECT', T2: 'REJECT' })
})

it('only several templates have boxes', () => {
  expect([hasBoxes(one), hasBoxes(two)]).toEqual([false, true])
})

it('the transfer notice is a box where the panel asks, and a note where it withdraws', () => {
  expect(hasTransferBox(view(['T1'], transfer))).toBe(true)
  expect(hasTransferBox(view(['T1'], { ...transfer, mode: 'manage' }))).toBe(false)
  expect(hasTransferBox(one)).toBe(false)
})

it('only the built-in panel can withdraw', () => {
  expect([needsBuiltinPanel(one), needsBuiltinPanel(view(['T1'], { mode: 'manage' }))]).toEqual([false, true])
})
