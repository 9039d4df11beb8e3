import { laneWidth, layOut, sinceStart, stepHeight } from '../../../src/page/console/sequence-picture.js'
import { pathStep } from '../../../src/superapp/path-step.js'

const steps = [pathStep('ask', 1000), pathStep('send', 3000), pathStep('deliver', 3010)]

test('only those who take part have a lane, in their fixed order', () => {
  expect(layOut(steps).lanes.map(({ actor }) => actor)).toEqual([
    'superApp',
    'program',
    'backend',
    'platform',
  ])
})

test('steps stand in the order of the path, one under the other', () => {
  const { arrows } = layOut(steps)
  expect(arrows.map(({ step }) => step.step)).toEqual(['ask', 'send', 'deliver'])
  expect(arrows[1]!.y - arrows[0]!.y).toBe(stepHeight)
})

test('a clock that was set back during the way changes no order', () => {
  const { arrows } = layOut([pathStep('ask', 5000), pathStep('send', 4000)])
  expect(arrows.map(({ step }) => step.step)).toEqual(['ask', 'send'])
  expect(sinceStart(-1000)).toBe('0 ms')
})

test('an arrow runs from the lane of its sender to that of its receiver', () => {
  const [ask] = layOut(steps).arrows
  expect(ask!.fromX - ask!.toX).toBe(laneWidth)
  expect(ask!.labelX).toBe((ask!.fromX + ask!.toX) / 2)
})

test('the picture is as wide as its lanes and as high as its steps', () => {
  const { width, height, arrows } = layOut(steps)
  expect(width).toBeGreaterThan(4 * laneWidth)
  expect(height).toBeGreaterThan(arrows.at(-1)!.y)
})

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [2449, '2.4 s'],
  [185_000, '3 min 5 s'],
])('%d ms after the start reads %s', (ms, text) => {
  expect(sinceStart(ms)).toBe(text)
})
