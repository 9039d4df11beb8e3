// The script tag's entry: sets window.SubscribeMsg, configured by the tag's own data-backend-url.
import { configure, SubscribeMsg } from './subscribe-msg'

const backendUrl = document.currentScript?.dataset['backendUrl']
if (backendUrl) configure({ backendUrl })
Object.assign(window, { SubscribeMsg })
