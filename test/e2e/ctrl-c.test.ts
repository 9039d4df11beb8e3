import { startDemo } from '../support/started-demo'

jest.setTimeout(60_000)

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )

test('Ctrl-C stops sandbox, server and shop, and ends with exit code 0', async () => {
  const demo = await startDemo()
  const urls = demo.output().match(/http:\/\/127\.0\.0\.1:\d+/g)!
  const parts = [...new Set(urls)]
  expect(parts).toHaveLength(3)
  expect(await Promise.all(parts.map(answers))).toEqual([true, true, true])
  expect(await demo.stop()).toBe(0)
  expect(await Promise.all(parts.map(answers))).toEqual([false, false, false])
})
