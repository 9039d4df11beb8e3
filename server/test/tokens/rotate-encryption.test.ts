import { randomBytes } from 'node:crypto'
import { rotateEncryption, TokenCipher } from '../../src/tokens/stored-tokens.js'
import { Merchant } from '../support/merchant.js'

const [oldKey, newKey] = ['2025', '2026'].map((id) => ({ id, key: randomBytes(32) })) as [
  { id: string; key: Buffer },
  { id: string; key: Buffer },
]

test('after a rotation messages are sent with the new key alone', async () => {
  const merchant = await Merchant.open({ services: { cipher: new TokenCipher([oldKey]) } })
  const subscriptionId = await merchant.subscribed()
  const { store } = merchant.services
  const both = new TokenCipher([newKey, oldKey])
  expect(await rotateEncryption({ store, cipher: both })).toBe(1)
  expect(await rotateEncryption({ store, cipher: both })).toBe(0)
  Object.assign(merchant.services, { cipher: new TokenCipher([newKey]) })
  await merchant.messages(subscriptionId, { requestId: 'r' })
  await merchant.sender.sendDue()
  expect(await merchant.message('r')).toMatchObject({ outcome: 'SENT' })
  await merchant.close()
})
