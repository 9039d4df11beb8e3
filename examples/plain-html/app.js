const subscribeMsg = new SubscribeMsg({
  target: document.body,
  props: { templateIds: ['202109305800000001000001'], language: 'en' },
})

document.getElementById('notify').onclick = async () => {
  const result = await subscribeMsg.requestSubscribeMessage()
  document.getElementById('answer').textContent = result.success ? result.type : result.errorCode
}
