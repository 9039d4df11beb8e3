import Type, { type Static } from 'typebox'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checked } from '../checked.js'
import { ignoreMissing, writeWhole } from '../keys/key-pairs.js'
import type { Sandbox } from '../sandbox.js'
import { TracedMessage } from '../superapp/inbox.js'
import type { State } from './state.js'

const KnownSend = Type.Object({
  clientId: Type.String(),
  appId: Type.String(),
  requestId: Type.String(),
  messageId: Type.String(),
  fingerprint: Type.String(),
  sentAt: Type.Number(),
})
/** What was delivered, oldest first, and the sends by which a requestId that comes again is known. */
const StoredMessages = Type.Object({ messages: Type.Array(TracedMessage), sends: Type.Array(KnownSend) })
type StoredMessages = Static<typeof StoredMessages>

/**
 * Puts the messages of `folder`'s messages.json into the sandbox, and writes the file again after every change: a
 * reset empties it. The returned function writes for the last time and ends it. Throws if the file holds something
 * else; a write that fails is told to `warn`, and the sandbox goes on.
 */
export async function keepMessages(
  sandbox: Sandbox,
  folder: string,
  warn: (what: string) => void,
): Promise<() => Promise<void>> {
  const file = join(folder, 'messages.json')
  const text = await readFile(file, 'utf8').catch(ignoreMissing)
  if (text !== undefined) fill(sandbox.state, read(text, file))

  let writing: Promise<void> | undefined
  let asked = 0
  let written = 0
  // One write at a time, and one more for all that came meanwhile.
  const writeAll = async (): Promise<void> => {
    while (written < asked) {
      written = asked
      await writeWhole(file, JSON.stringify(storedOf(sandbox.state))).catch((error: unknown) =>
        warn(`The messages were not kept in ${file}: ${String(error)}`),
      )
    }
    writing = undefined
  }
  const save = (): Promise<void> => {
    asked += 1
    return (writing ??= writeAll())
  }
  // Every request that may change something is followed by "changed", many in a row by one.
  const stop = sandbox.events.subscribe(({ type }) => {
    if (type !== 'message') void save()
  })
  return () => {
    stop()
    return save()
  }
}

function read(text: string, file: string): StoredMessages {
  try {
    return checked('messages', StoredMessages, JSON.parse(text) as StoredMessages)
  } catch (cause) {
    const why = (cause as Error).message
    throw new Error(`${file} does not hold a sandbox's messages (${why}): remove it and start again.`, {
      cause,
    })
  }
}

function fill({ inbox, sends }: State, stored: StoredMessages): void {
  for (const { path, ...message } of stored.messages) inbox.put(message, path)
  for (const { clientId, appId, requestId, ...send } of stored.sends) {
    sends.keep({ clientId, appId, requestId }, send)
  }
}

const storedOf = ({ inbox, sends }: State): StoredMessages => ({
  messages: inbox.traced().reverse(),
  sends: sends.list(),
})
