// The script tag's entry: sets window.SubscribeMsg, configured by the tag's own data-backend-url.
import { configure, SubscribeMsg } from './subscribe-msg.js'

// Kept, since loaders may take the tag away. A module's tag is not the current script; it is found when it is used.
const backendUrl = document.currentScript?.dataset['backendUrl']
if (backendUrl !== undefined) configure({ backendUrl })
Object.assign(window, { SubscribeMsg })
