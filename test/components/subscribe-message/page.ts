import { templateCode } from '../../support/fake-my'
import { harness } from '../harness'

/** A page with `<subscribe-message>` on it, closed; `more` replaces or adds props. */
export async function page(more: Record<string, unknown> = {}) {
  const onCallback = jest.fn()
  const onStateChange = jest.fn()
  const mounted = await harness.mount('subscribe-message', {
    requestSubscribeMessage: false,
    backendUrl: 'https://shop.example/api',
    templateIds: [templateCode],
    animation: false,
    onCallback,
    onStateChange,
    ...more,
  })
  const open = () => mounted.setProps({ requestSubscribeMessage: true })
  const close = () => mounted.setProps({ requestSubscribeMessage: false })
  return { ...mounted, open, close, onCallback, onStateChange }
}

/** What the callback gets when the only template was agreed to. */
export const agreed = {
  success: true,
  type: 'AGREE',
  templates: { [templateCode]: 'AGREE' },
  subscriptionIds: { [templateCode]: 'sub-1' },
  fresh: true,
}

export const failed = (errorCode: string): unknown => expect.objectContaining({ success: false, errorCode })
