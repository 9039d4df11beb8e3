// A frame while a slow backend is awaited.
import type { OpenPanel } from '../../../src/host'
import type { PanelAnswer, PanelView } from '../../../src/panel-view'
import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { createWorld, options, type WorldSetup } from '../support'

function slowWorld(setup: WorldSetup = {}) {
  const frames: PanelView[] = []
  let closeFrame: (answer: PanelAnswer) => void = () => undefined
  let isShown = false
  const openProgress = (view: PanelView): OpenPanel => {
    frames.push(view)
    isShown = true
    return {
      answer: new Promise((resolve) => (closeFrame = resolve)),
      update: () => undefined,
      close: () => {
        isShown = false
        closeFrame({ type: 'CLOSED', by: 'close' })
      },
    }
  }
  const world = createWorld({ ...setup, host: { openProgress } })
  const send = world.host.send.bind(world.host)
  world.host.send = async (request) => {
    await new Promise<void>((resolve) => void world.host.clock.after(3_000, resolve))
    return send(request)
  }
  return { world, frames, isShown: () => isShown, close: () => closeFrame({ type: 'CLOSED', by: 'close' }) }
}

it('comes after 300 ms, says that it loads, and the panel takes its place', async () => {
  const { world, frames, isShown } = slowWorld()
  void createSubscribeFlow(world.host).open(options)
  await world.pass(290)
  expect(frames).toEqual([])
  await world.pass(20)
  expect(frames).toMatchObject([{ state: 'loading', title: 'Loading…', closeLabel: 'Close' }])
  await world.pass(3_000)
  expect([world.views.length, isShown(), world.panelIsOpen()]).toEqual([1, false, true])
})

it('is not shown where the backend answers at once', async () => {
  const { world, frames } = slowWorld()
  const fast = createWorld()
  world.host.send = fast.host.send.bind(fast.host)
  void createSubscribeFlow(world.host).open(options)
  await world.pass(5_000)
  expect(frames).toEqual([])
})

it('is not shown for an open that no tap asked for, nor while the super app asks the user', async () => {
  const quiet = slowWorld()
  void createSubscribeFlow(quiet.world.host).open({ ...options, quiet: true })
  await quiet.world.pass(1_000)
  const asking = slowWorld({ getAuthCode: () => undefined })
  void createSubscribeFlow(asking.world.host).open(options)
  await asking.world.pass(60_000)
  expect([quiet.frames, asking.frames]).toEqual([[], []])
})

it('is CANCELLED when the person closes it, and nothing more is shown', async () => {
  const { world, close } = slowWorld()
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(500)
  close()
  expect(await result).toMatchObject({ success: false, errorCode: 'CANCELLED' })
  await world.pass(10_000)
  expect(world.views).toEqual([])
})

it('goes when the open ends without a panel', async () => {
  const { world, isShown } = slowWorld({ needs: { T1: { type: 'AGREE', needs: 'NOTHING' } } })
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(1_000)
  expect(isShown()).toBe(true)
  await world.pass(5_000)
  expect(await result).toMatchObject({ success: true, fresh: false })
  expect(isShown()).toBe(false)
})
