import { createLifetime } from '../../src/lifetime'
import { createWorld } from './support'

const cancelled = { failure: { errorCode: 'CANCELLED' } }
const never = () => new Promise<never>(() => undefined)

it('a life that is over lets no time pass and starts nothing', async () => {
  const life = createLifetime(createWorld().host.clock)
  const start = jest.fn(never)
  life.end()
  await expect(life.pause(10)).rejects.toMatchObject(cancelled)
  await expect(life.within(10, 'Something', start)).rejects.toMatchObject(cancelled)
  expect(start).not.toHaveBeenCalled()
})

it('everything that waits is CANCELLED at once when the life ends', async () => {
  const life = createLifetime(createWorld().host.clock)
  const pause = life.pause(10)
  const answer = life.within(10, 'Something', never)
  life.end()
  await expect(pause).rejects.toMatchObject(cancelled)
  await expect(answer).rejects.toMatchObject(cancelled)
})

it('something that throws when it is started rejects, and its timer stops', async () => {
  const world = createWorld()
  const stop = jest.fn()
  const life = createLifetime({ now: () => world.host.clock.now(), after: () => stop })
  const broken = life.within(10, 'Something', () => {
    throw new Error('no room')
  })
  await expect(broken).rejects.toThrow('no room')
  await world.idle()
  expect(stop).toHaveBeenCalledTimes(1)
})
