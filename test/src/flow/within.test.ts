import { createLifetime } from '../../../src/flow/within'
import { createWorld } from '../support'

it('a life that is over waits for nothing and starts nothing', async () => {
  const world = createWorld()
  const life = createLifetime(world.host.clock)
  const done: string[] = []
  life.end()
  void life.pause(10).then(() => done.push('paused'))
  void life
    .within(10, 'Something', () => Promise.resolve(done.push('started')))
    .catch(() => done.push('timed out'))
  await world.pass(1_000)
  expect(done).toEqual([])
})
