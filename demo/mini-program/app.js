import { configure } from 'mini-message/es/configure'
import config from './config'

// Once for every <subscribe-message> of the program; a prop of the same name would win.
configure({ backendUrl: config.backendUrl })

App({
  globalData: {
    // What the user's answer came with: the shop sends it with each order, so the right user gets the message.
    subscriptionIds: {},
    // AGREE or REJECT, once the user has said so or the backend has.
    answer: '',
    orders: [],
  },
})
