import { useState } from 'react'
import { Button, Text, View } from '@tarojs/components'
import { requestSubscribeMessage } from 'mini-message/es/request'

const templateIds = ['202109305800000001000001']

export default function Index() {
  const [asking, setAsking] = useState(false)
  const [answer, setAnswer] = useState('no answer yet')

  const show = (result) => {
    setAnswer(result.success ? `${result.type} ${JSON.stringify(result.subscriptionIds)}` : result.errorCode)
  }
  const handleResult = (event) => {
    setAsking(false)
    show(event.detail)
  }
  const handleCall = async () => {
    show(await requestSubscribeMessage({ templateIds }))
  }

  return (
    <View>
      <Button onClick={() => setAsking(true)}>Ask by the tag</Button>
      <Button onClick={handleCall}>Ask by a call</Button>
      <Text>{answer}</Text>
      <subscribe-message requestSubscribeMessage={asking} templateIds={templateIds} onResult={handleResult} />
    </View>
  )
}
