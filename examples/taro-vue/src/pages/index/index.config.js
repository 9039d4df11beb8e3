export default definePageConfig({
  usingComponents: {
    'subscribe-message': 'mini-message/es/subscribe-message/index',
  },
})
