import React, { useState } from 'react'
import { Button, Text, View } from 'remax/ali'
import SubscribeMessage from 'mini-message/es/subscribe-message/index'
import { requestSubscribeMessage } from 'mini-message/es/request'

const templateIds = ['202109305800000001000001']

export default function Index() {
  const [asking, setAsking] = useState(false)
  const [answer, setAnswer] = useState('no answer yet')

  const show = (result) => {
    setAnswer(result.success ? `${result.type} ${JSON.stringify(result.subscriptionIds)}` : result.errorCode)
  }
  const handleCallback = (result) => {
    setAsking(false)
    show(result)
  }
  const handleCall = async () => {
    show(await requestSubscribeMessage({ templateIds }))
  }

  return (
    <View>
      <Button onTap={() => setAsking(true)}>Ask by the tag</Button>
      <Button onTap={handleCall}>Ask by a call</Button>
      <Text>{answer}</Text>
      <SubscribeMessage
        requestSubscribeMessage={asking}
        templateIds={templateIds}
        onCallback={handleCallback}
      />
    </View>
  )
}
