import { createApp } from 'vue'
import { configure } from 'mini-message/es/configure'

configure({ backendUrl: 'http://127.0.0.1:8788' })

export default createApp({})
