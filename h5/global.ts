// The script tag's entry: sets window.SubscribeMsg, configured by the tag's own data-backend-url.
import { configure, SubscribeMsg } from './subscribe-msg.js'

const script = document.currentScript
if (script) configure({ backendUrl: script.dataset['backendUrl'] as string })
Object.assign(window, { SubscribeMsg })
