import { useCallback, useEffect, useRef } from 'react'
import { SubscribeMsg, type SubscribeMsgProps, type SubscribeResult } from 'mini-message'

/** Asks for permission to send messages; the returned function opens the panel. Gone with the component. */
export function useSubscribeMessage(props: Partial<SubscribeMsgProps>): () => Promise<SubscribeResult> {
  const instance = useRef<SubscribeMsg | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
    instance.current?.$set(props)
  })
  // In an effect: React's strict mode mounts twice, and a destroyed instance stays destroyed.
  useEffect(() => {
    const made = new SubscribeMsg({ props: latest.current })
    instance.current = made
    void made.prefetch()
    return () => {
      made.destroy()
    }
  }, [])
  return useCallback(() => {
    if (!instance.current)
      throw new Error('useSubscribeMessage: call it from an event, after the first render')
    return instance.current.requestSubscribeMessage()
  }, [])
}
