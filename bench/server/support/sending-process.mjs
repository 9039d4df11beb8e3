// One sender on a shared outbox; says how many it has sent, and ends with its parent.
import { buildServices, readConfig, Sender } from '../../../server/dist/index.js'

const log = (_level, event, { outcome } = {}) => {
  if (event === 'message-attempt' && outcome === 'SENT') process.send('sent')
}
const sender = new Sender(buildServices(readConfig(process.env), log))
process.on('message', () => sender.start())
process.on('disconnect', () => process.exit(0))
process.send('ready')
