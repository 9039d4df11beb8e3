import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHarness } from '../../simulator/src/harness/index.js'

const root = join(__dirname, '../../components')
const mounts = 21
const { MOUNTS = '' } = process.env

// Run by warm-mount.mjs.
test('mounts', async () => {
  const times: number[] = []
  for (let run = 0; run < mounts; run += 1) {
    const startedAt = performance.now()
    const harness = createHarness({ root, load: (file) => import(file) })
    const mounted = await harness.mount('subscribe-message/index', {
      backendUrl: 'https://shop.example/api',
      templateIds: ['T1'],
      requestSubscribeMessage: false,
    })
    times.push(performance.now() - startedAt)
    expect(mounted.instance.is).toBe('subscribe-message/index')
    await mounted.unmount()
    harness.dispose()
  }
  writeFileSync(MOUNTS, JSON.stringify(times))
})
