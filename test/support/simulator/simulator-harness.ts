import { join } from 'node:path'
import { createHarness } from '../../../simulator/src/harness/index.js'
import type { ComponentHarness } from '../component-harness'

const root = join(__dirname, '..', '..', '..', 'components')

/** Runs our components on our own engine. `my` is the test's. */
export const simulatorHarness: ComponentHarness = {
  engine: 'mini-program-simulator',
  async mount(name, props) {
    const harness = createHarness({ root, my: false })
    return harness.mount(join(name, 'index'), props)
  },
}
