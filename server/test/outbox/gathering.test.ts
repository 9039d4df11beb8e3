import { Gathering } from '../../src/outbox/group-commit.js'

function gather() {
  const groups: number[][] = []
  const waits: { ms: number; end: () => void }[] = []
  const gathering: Gathering<number> = new Gathering({
    waitMs: 5,
    pause: (ms) => new Promise((resolve) => waits.push({ ms, end: resolve })),
    onGroup: () => groups.push(gathering.take()),
  })
  return { gathering, groups, waits }
}

test('what ends last takes all that waits with it', () => {
  const { gathering, groups } = gather()
  gathering.add(1, false)
  gathering.add(2, true)
  expect(groups).toEqual([[1, 2]])
})

test('the first one waits so long for others, and no longer', async () => {
  const { gathering, groups, waits } = gather()
  gathering.add(1, false)
  gathering.add(2, false)
  expect(waits).toMatchObject([{ ms: 5 }])
  expect(groups).toEqual([])
  waits[0]!.end()
  await Promise.resolve()
  expect(groups).toEqual([[1, 2]])
})

test('what has been taken is not taken again', async () => {
  const { gathering, groups, waits } = gather()
  gathering.add(1, false)
  expect(gathering.take()).toEqual([1])
  waits[0]!.end()
  await Promise.resolve()
  expect(groups).toEqual([])
  expect(gathering.take()).toEqual([])
})
