import { createSSRApp } from 'vue'
import { configure } from 'mini-message/es/configure'
import App from './App.vue'

configure({ backendUrl: 'http://127.0.0.1:8788' })

export function createApp() {
  return { app: createSSRApp(App) }
}
