import { Apps } from '../../src/apps.js'
import { cancelMessage, resendDeadLetter, viewMessage } from '../../src/outbox/messages.js'
import { appsFile } from '../support/apps-file.js'
import { newMessage, owner } from '../support/builders.js'
import { withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const other = 'P0000000000000010002'

/** Two apps have a message with this requestId; both are configured, and the store's. */
async function both(requestId: string) {
  const { services } = merchant()
  for (const appId of [owner.appId, other]) {
    await services.store.messages.insert(
      newMessage({ requestId, appId, createdAt: Date.parse(merchant().at()) }),
    )
  }
  return { ...services, apps: new Apps([owner.appId, other].map((appId) => ({ ...appsFile[0]!, appId }))) }
}

test('a requestId that several apps use is asked for with its app', async () => {
  const services = await both('order-1')
  const why = { code: 'INVALID_REQUEST', message: expect.stringContaining('?appId=') as string }
  const asked = { requestId: 'order-1' }
  for (const ask of [viewMessage, cancelMessage, resendDeadLetter]) {
    await expect(ask(services, asked)).rejects.toMatchObject(why)
  }
  await cancelMessage(services, { ...asked, appId: other })
  expect(await viewMessage(services, { ...asked, appId: owner.appId })).toMatchObject({ status: 'QUEUED' })
  expect(await viewMessage(services, { ...asked, appId: other })).toMatchObject({ outcome: 'PURGED' })
})

test('the route takes the app as a query', async () => {
  await both('order-2')
  expect(await merchant().message(`order-2?appId=${other}`)).toMatchObject({ status: 'QUEUED' })
})
