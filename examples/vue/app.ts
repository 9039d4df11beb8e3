import { createApp, defineComponent, h, ref } from 'vue'
import { useSubscribeMessage } from './use-subscribe-message'

const NotifyMe = defineComponent({
  setup() {
    const answer = ref('')
    const ask = useSubscribeMessage({
      backendUrl: 'http://127.0.0.1:8788',
      templateIds: ['202109305800000001000001'],
      language: 'en',
    })
    const handleTap = async () => {
      const result = await ask()
      answer.value = result.success ? result.type : result.errorCode
    }
    return () => [h('button', { onClick: handleTap }, 'Notify me'), h('p', { role: 'status' }, answer.value)]
  },
})

const place = document.createElement('div')
document.body.append(place)
createApp(NotifyMe).mount(place)
