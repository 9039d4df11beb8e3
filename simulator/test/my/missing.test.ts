import { missing } from '../../src/my/missing.js'

const failure = { error: 3, errorMessage: 'my.scan is not simulated' }

test('says so once, and fails as an asynchronous JSAPI does', async () => {
  const [say, fail, complete] = [jest.fn(), jest.fn(), jest.fn()]
  const scan = missing('scan', say)
  await expect(scan({ fail, complete })).rejects.toMatchObject(failure)
  await expect(scan()).rejects.toMatchObject(failure)
  expect([say.mock.calls.length, fail.mock.calls, complete.mock.calls]).toEqual([1, [[failure]], [[failure]]])
})

test.each(['onSocketOpen', 'offSocketOpen', 'on', 'getBatteryInfoSync'])(
  '%s says so and gives nothing',
  (name) => {
    const say = jest.fn()
    expect(missing(name, say)()).toBeUndefined()
    expect(say).toHaveBeenCalledTimes(1)
  },
)

test.each(['createVideoContext', 'getUpdateManager'])(
  '%s gives what does nothing, whatever is called',
  async (name) => {
    const made = missing(name, () => undefined)() as { play(): { stop(): object } }
    expect(typeof made.play().stop()).toBe('object')
    // No promise: to wait for it ends.
    await expect(Promise.resolve(made)).resolves.toBe(made)
  },
)
