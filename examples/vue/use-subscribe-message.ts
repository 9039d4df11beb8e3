import { onMounted, onUnmounted, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'
import { SubscribeMsg, type SubscribeMsgProps, type SubscribeResult } from 'mini-message'

/** Asks for permission to send messages; the returned function opens the panel. Gone with the component. */
export function useSubscribeMessage(
  props: MaybeRefOrGetter<Partial<SubscribeMsgProps>>,
): () => Promise<SubscribeResult> {
  const subscribeMsg = new SubscribeMsg({})
  watchEffect(() => {
    subscribeMsg.$set(toValue(props))
  })
  onMounted(() => void subscribeMsg.prefetch())
  onUnmounted(() => {
    subscribeMsg.destroy()
  })
  return () => subscribeMsg.requestSubscribeMessage()
}
