import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../src/index.js'
import { keepMessages } from '../../src/state/stored-messages.js'
import { accessToken, message, sendMessage } from '../support/shop.js'
import { testSandbox } from '../support/test-sandbox.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sandbox-messages-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const file = () => join(folder, 'messages.json')

/** A sandbox as after a restart: with what the folder holds. */
async function started(warn = jest.fn()) {
  const { app, sandbox } = testSandbox()
  return { app, sandbox, warn, stop: await keepMessages(sandbox, folder, warn) }
}

test('messages survive a restart with their path, and a requestId that was sent is not sent again', async () => {
  const before = await started()
  const token = await accessToken(before.app, before.sandbox)
  const { messageId } = await sendMessage(before.app, message(token))
  await before.app.inject({
    method: 'POST',
    url: `/superapp/messages/${String(messageId)}/open`,
    payload: { part: 'body' },
  })
  await before.stop()

  const after = await started()
  expect(after.sandbox.state.inbox.traced()).toEqual(before.sandbox.state.inbox.traced())
  expect(after.sandbox.state.inbox.listed().messages).toMatchObject([{ number: 1, isOpened: true }])
  const again = await sendMessage(after.app, message(await accessToken(after.app, after.sandbox)))
  expect(again.messageId).toBe(messageId)
  expect(after.sandbox.state.inbox.list()).toHaveLength(1)
  await after.stop()
})

test('the newest message stays the newest', async () => {
  const before = await started()
  const token = await accessToken(before.app, before.sandbox)
  for (const requestId of ['one', 'two']) await sendMessage(before.app, message(token, { requestId }))
  await before.stop()
  const after = await started()
  expect(after.sandbox.state.inbox.list().map(({ requestId }) => requestId)).toEqual(['two', 'one'])
  await after.stop()
})

test('the file is written as soon as something changed, for its owner alone, and without tokens', async () => {
  const { app, sandbox, stop } = await started()
  const token = await accessToken(app, sandbox)
  await sendMessage(app, message(token))
  sandbox.events.publish({ type: 'changed', what: '' })
  await stop()
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(readFileSync(file(), 'utf8')).toContain('order-123456')
  expect(readFileSync(file(), 'utf8')).not.toContain(token)
})

test('a reset removes what was kept', async () => {
  const { app, sandbox, stop } = await started()
  await sendMessage(app, message(await accessToken(app, sandbox)))
  sandbox.reset()
  await stop()
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ messages: [], sends: [] })
})

test.each(['nothing', '{}', '{"messages":[{}],"sends":[]}'])(
  'a file that holds %s is named, and left as it is',
  async (text) => {
    writeFileSync(file(), text)
    await expect(started()).rejects.toThrow(file())
    expect(readFileSync(file(), 'utf8')).toBe(text)
  },
)

test('a write that fails is told, and the sandbox goes on', async () => {
  const { app, sandbox, stop, warn } = await started()
  rmSync(folder, { recursive: true })
  writeFileSync(folder, '')
  await stop()
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(file()))
  expect((await sendMessage(app, message(await accessToken(app, sandbox)))).result.resultCode).toBe('SUCCESS')
})

test('a started sandbox needs a folder for it', async () => {
  await expect(startSandbox({ stateData: true })).rejects.toThrow('--state <folder>')
  const sandbox = await startSandbox({ stateDir: folder, stateData: true })
  await sandbox.stop()
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ messages: [], sends: [] })
})
