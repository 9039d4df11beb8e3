import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createHarness } from '../../simulator/src/harness/index.js'
import { fakeMy, templateCode } from '../../test/support/fake-my'

const components = join(__dirname, '../../components')
const antdMini = join(dirname(require.resolve('antd-mini/package.json')), 'es')
const { CHANGES = '' } = process.env

async function ours() {
  fakeMy()
  const harness = createHarness({ root: components, my: false, load: (file) => import(file) })
  const mounted = await harness.mount('subscribe-message/index', {
    requestSubscribeMessage: false,
    backendUrl: 'https://shop.example/api',
    templateIds: [templateCode],
    language: 'zh-CN',
    animation: true,
  })
  await mounted.setProps({ requestSubscribeMessage: true })
  await mounted.byText('同意').tap()
  jest.runAllTimers()
  await harness.flush()
  expect(mounted.texts()).toEqual([])
  const changes = mounted.changes()
  harness.dispose()
  return changes
}

/** Opened and closed; what it would show is its page's own data and is not counted. */
async function popup() {
  const harness = createHarness({ root: antdMini })
  const mounted = await harness.mount('Popup/index', {
    visible: false,
    animation: true,
    destroyOnClose: true,
  })
  await mounted.setProps({ visible: true })
  await mounted.byClass('ant-popup-content').fire('animationEnd')
  await mounted.setProps({ visible: false })
  await mounted.byClass('ant-popup-content').fire('animationEnd')
  expect(mounted.allByClass('ant-popup-content')).toEqual([])
  const changes = mounted.changes()
  harness.dispose()
  return changes
}

// Run by set-data.mjs.
test('an open and its answer', async () => {
  jest.useFakeTimers()
  writeFileSync(CHANGES, JSON.stringify({ ours: await ours(), popup: await popup() }))
}, 60_000)
