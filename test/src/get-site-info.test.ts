import type { Bridge } from '../../src/host'
import { getSite } from '../../src/jsapi'

const answering = (answer: unknown): Bridge => ({ getSiteInfo: (call) => call.success?.(answer) })

it.each([
  [{ siteName: 'ALIPAY_CN' }, 'ALIPAY_CN'],
  [{ customerBelongsTo: 'GCASH' }, 'GCASH'],
  [{ siteName: 'DANA', customerBelongsTo: 'GCASH' }, 'DANA'],
])('%j is %s', async (answer, site) => {
  await expect(getSite(answering(answer))).resolves.toBe(site)
})

it.each([
  ['missing, as in the IDE', {}],
  ['empty', answering({})],
  ['failing', { getSiteInfo: (call) => call.fail?.({ error: 10 }) } satisfies Bridge],
])('%s: UNAVAILABLE, naming the prop that replaces it', async (_, bridge: Bridge) => {
  await expect(getSite(bridge)).rejects.toMatchObject({
    failure: { errorCode: 'UNAVAILABLE', errorMessage: expect.stringContaining('customerBelongsTo') },
  })
})
