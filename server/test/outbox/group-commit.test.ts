import { GroupCommit } from '../../src/outbox/group-commit.js'
import { StoreUnavailable } from '../../src/store/database.js'

test('what comes together is committed together, each with its own result', async () => {
  const groups: number[][] = []
  const commits = new GroupCommit(async (items: number[]) => {
    groups.push(items)
    return items.map((item) => item * 10)
  })
  expect(await Promise.all([1, 2, 3].map((item) => commits.add(item)))).toEqual([10, 20, 30])
  expect(groups).toEqual([[1, 2, 3]])
})

test('a group is closed when a turn of the event loop brings nothing more', async () => {
  const groups: number[][] = []
  const commits = new GroupCommit(async (items: number[]) => {
    groups.push(items)
    return items
  })
  const first = commits.add(1)
  await new Promise((resolve) => setImmediate(resolve))
  const second = commits.add(2)
  await Promise.all([first, second])
  await commits.add(3)
  expect(groups).toEqual([[1, 2], [3]])
})

test('what comes while one group is committed makes the next one', async () => {
  const groups: number[][] = []
  const later: Promise<number>[] = []
  const commits: GroupCommit<number, number> = new GroupCommit(async (items) => {
    groups.push(items)
    if (groups.length === 1) later.push(commits.add(2), commits.add(3))
    return items
  })
  await commits.add(1)
  expect(await Promise.all(later)).toEqual([2, 3])
  expect(groups).toEqual([[1], [2, 3]])
})

test('a group holds at most 500, and what is left makes the next one', async () => {
  const sizes: number[] = []
  const commits = new GroupCommit(async (items: number[]) => {
    sizes.push(items.length)
    return items
  })
  const all = Array.from({ length: 1_200 }, (_, index) => index)
  expect(await Promise.all(all.map((item) => commits.add(item)))).toEqual(all)
  expect(sizes).toEqual([500, 500, 200])
})

test('one that fails takes nobody with it', async () => {
  const commits = new GroupCommit(async (items: number[]) => {
    if (items.includes(2)) throw new Error('two')
    return items
  })
  const results = await Promise.allSettled([1, 2, 3].map((item) => commits.add(item)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('where the database is away, all of a group are told at once', async () => {
  const groups: number[][] = []
  const commits = new GroupCommit((items: number[]) => {
    groups.push(items)
    return Promise.reject(new StoreUnavailable('away'))
  })
  const results = await Promise.allSettled([1, 2, 3].map((item) => commits.add(item)))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(groups).toEqual([[1, 2, 3]])
})
