import { join } from 'node:path'
import { createHarness, type FoundElement as SimulatorElement } from '../../../simulator/src/harness/index.js'
import type { ComponentHarness, FoundElement } from '../component-harness'

const components = join(__dirname, '..', '..', '..', 'components')

/** Our components on mini-program-simulator: Alipay's templates as they are, on a runtime of this repository. */
export const simulatorHarness: ComponentHarness = {
  engine: 'mini-program-simulator',

  async mount(name, props) {
    // The fake super app is the test's own.
    const harness = createHarness({ root: components, my: false, load: (file) => import(file) })
    const mounted = await harness.mount(join(components, name, 'index'), props)
    let moves = 0
    document.body.addEventListener('touchmove', () => (moves += 1))
    return {
      setProps: (more) => mounted.setProps(more),
      texts: () => mounted.texts(),
      byText: (text) => found(mounted.byText(text)),
      byClass: (className) => found(mounted.byClass(className)),
      allByClass: (className) => mounted.allByClass(className).map(found),
      data: () => mounted.data(),
      moves: () => moves,
      changes: () => mounted.changes(),
      unmount: () => mounted.unmount(),
      settle: () => harness.flush(),
    }
  },
}

const found = (element: SimulatorElement): FoundElement => ({
  text: element.text,
  classes: element.classes,
  attribute: (name) => element.attribute(name),
  tap: () => element.tap(),
  move: () => element.fire('touchMove'),
})
