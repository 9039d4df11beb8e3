import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createHarness } from '../../src/harness/index.js'

const root = join(dirname(require.resolve('antd-mini/package.json')), 'es')
const components = readdirSync(root).filter(
  (name) => statSync(join(root, name, 'index.axml'), { throwIfNoEntry: false }) !== undefined,
)

test('there are many', () => {
  expect(components.length).toBeGreaterThan(60)
})

/** Gives the warnings. */
const mountAndUnmount = async (name: string) => {
  const harness = createHarness({ root })
  try {
    const mounted = await harness.mount(join(name, 'index'))
    await mounted.unmount()
    return harness.warnings
  } finally {
    harness.dispose()
  }
}

test.each(components)('%s compiles, mounts and unmounts', async (name) => {
  await expect(mountAndUnmount(name)).resolves.toEqual(expect.any(Array))
})

test.each([
  ['SwipeAction', 'onSwipeTap'],
  ['SelectContact', 'onChange'],
])('%s names %s, which its script lacks: a warning, as a device is silent', async (name, method) => {
  const warnings = await mountAndUnmount(name)
  expect(warnings).toContainEqual(expect.stringContaining(`="${method}" names no method`))
})
