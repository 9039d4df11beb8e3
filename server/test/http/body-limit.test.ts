import fc from 'fast-check'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const limit = 64 * 1024

test('a body of any length up to 64 kB is read, a longer one is refused by its length', async () => {
  const near = fc.integer({ min: limit - 40, max: limit + 40 })
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.integer({ min: 20, max: 3 * limit })), async (length) => {
      const payload = `{"x":"${'x'.repeat(length - 8)}"}`
      const { status, body } = await merchant().call({
        ...{ method: 'POST', url: '/authorizations', payload },
        headers: { 'content-type': 'application/json' },
      })
      const wanted = length <= limit ? [400, 'INVALID_REQUEST'] : [413, 'BODY_TOO_LARGE']
      expect([status, body.error.code]).toEqual(wanted)
    }),
  )
})
