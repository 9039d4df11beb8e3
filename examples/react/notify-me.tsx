import { useState } from 'react'
import { useSubscribeMessage } from './use-subscribe-message'

export function NotifyMe() {
  const [answer, setAnswer] = useState('')
  const ask = useSubscribeMessage({
    backendUrl: 'http://127.0.0.1:8788',
    templateIds: ['202109305800000001000001'],
    language: 'en',
  })
  const handleTap = async () => {
    const result = await ask()
    setAnswer(result.success ? result.type : result.errorCode)
  }
  return (
    <>
      <button onClick={() => void handleTap()}>Notify me</button>
      <p role="status">{answer}</p>
    </>
  )
}
