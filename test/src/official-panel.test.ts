import { onlyTemplate, readOfficialResult } from '../../src/official-panel'
import type { PanelView } from '../../src/panel-view'

it.each(['AGREE', 'REJECT'])('%s is the answer for the template', (type) => {
  expect(readOfficialResult({ success: true, type }, 'T1')).toEqual({
    type: 'ANSWERED',
    templates: { T1: type },
  })
})

it('CANCELLED is closing', () => {
  expect(readOfficialResult({ success: false, errorCode: 'CANCELLED' }, 'T1')).toEqual({
    type: 'CLOSED',
    by: 'close',
  })
})

it.each([
  [{ success: false, errorCode: 'NETWORK' }, 'NETWORK'],
  [{ success: false, errorCode: 'SYSTEM' }, 'SYSTEM'],
  [{ success: false, errorCode: 'INCONSISTENT_TEMPLATE_TYPE' }, 'INCONSISTENT_TEMPLATE_TYPE'],
  [{ success: false, errorCode: 'INVALID_TEMPLATE_CODE' }, 'INVALID_TEMPLATE_CODE'],
  [{ success: false, errorCode: 'ONE_THAT_CAME_LATER' }, 'ONE_THAT_CAME_LATER'],
  [{ success: false, type: 'AGREE' }, 'SYSTEM'],
  [{ success: false }, 'SYSTEM'],
  [{ success: true, type: 'MAYBE' }, 'SYSTEM'],
  [{ success: true }, 'SYSTEM'],
  [{ success: 'true', type: 'AGREE' }, 'SYSTEM'],
  [undefined, 'SYSTEM'],
  ['AGREE', 'SYSTEM'],
])('%j is the failure %s, never an answer', (result, errorCode) => {
  expect(() => readOfficialResult(result, 'T1')).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        success: false,
        errorCode,
        errorMessage: expect.stringContaining(`The official panel: ${errorCode}.`),
      }),
    }),
  )
})

const view = (...codes: string[]): PanelView =>
  ({ templates: codes.map((templateCode) => ({ templateCode })) }) as PanelView

it('is opened for one template', () => {
  expect(onlyTemplate(view('T1'))).toBe('T1')
})

it('several templates are INVALID_CONFIG: its one answer does not say for which', () => {
  expect(() => onlyTemplate(view('T1', 'T2'))).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        errorCode: 'INVALID_CONFIG',
        errorMessage: expect.stringContaining('templateIds'),
      }),
    }),
  )
})
