import { inline } from '../support/inline.js'

async function tapped(attributes: string) {
  const calls: unknown[] = []
  const names = ['navigateTo', 'redirectTo', 'switchTab', 'navigateBack', 'reLaunch']
  const my = Object.fromEntries(
    names.map((name) => [name, ({ url }: { url?: string }) => calls.push([name, url])]),
  )
  const tap = jest.fn()
  const harness = inline(
    {
      box: {
        axml: `<navigator class="a" ${attributes} onTap="tap">go</navigator>`,
        options: { methods: { tap } },
      },
    },
    { my },
  )
  const box = await harness.mount('box')
  const failure = await box
    .byClass('a')
    .tap()
    .catch((error: unknown) => error)
  return { calls, failure, element: box.byClass('a'), tap }
}

test.each([
  ['url="/a"', ['navigateTo', '/a']],
  ['url="/a" open-type="navigate"', ['navigateTo', '/a']],
  ['url="/a" open-type="redirect"', ['redirectTo', '/a']],
  ['url="/a" open-type="switchTab"', ['switchTab', '/a']],
  ['url="/a" open-type="reLaunch"', ['reLaunch', '/a']],
  ['open-type="navigateBack"', ['navigateBack', undefined]],
])('%s calls %j', async (attributes, call) => {
  const { calls, failure, element, tap } = await tapped(attributes)
  expect([calls, failure]).toEqual([[call], undefined])
  expect(tap).toHaveBeenCalledTimes(1)
  expect(element.element.getAttributeNames().sort()).toEqual(['class', 'role'])
  expect(element.attribute('role')).toBe('link')
})

test('another open-type is an error with its place', async () => {
  const { failure, calls } = await tapped('open-type="exit"')
  expect([String(failure), calls]).toEqual(['Error: /inline/box.axml:1:1: there is no open-type exit', []])
})

test('a page that is not there is an error with its place', async () => {
  const harness = inline({ box: { axml: '\n<navigator class="a" url="/gone">go</navigator>' } })
  const box = await harness.mount('box')
  await expect(box.byClass('a').tap()).rejects.toThrow('/inline/box.axml:2:1: there is no page gone')
})

test('it looks pressed while it is', async () => {
  const { element } = await tapped('url="/a"')
  await element.fire('pointerDown')
  expect([...element.element.classList]).toEqual(['a', 'navigator-hover'])
})

test('leaves it at that where there is no JSAPI for it', async () => {
  const errors: unknown[] = []
  const listen = (event: ErrorEvent) => {
    event.preventDefault()
    errors.push(event.error)
  }
  addEventListener('error', listen)
  const harness = inline(
    { box: { axml: '<navigator url="/a">go</navigator>' } },
    { my: { navigateTo: undefined } },
  )
  const box = await harness.mount('box')
  await box.byText('go').tap()
  removeEventListener('error', listen)
  expect([errors, harness.errors]).toEqual([[], []])
})
