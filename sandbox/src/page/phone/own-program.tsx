import { useState } from 'preact/hooks'
import { CodeBlock } from '../controls/section.js'
import { TextField } from '../controls/field.js'
import { Refusal, useAction } from '../controls/use-action.js'
import { useTexts } from '../language-context.js'
import { sendJson } from '../server/ask.js'

const key = 'mini-message-sandbox.own-program'
const bridge = `<script src="${location.origin}/superapp/hylid-bridge/index.js"></script>`
const folder = 'npx mini-message-sandbox --mini-program ./my-program'

/** How to bring a program of one's own onto the phone; its address is remembered in this browser. */
export function OwnProgram() {
  const text = useTexts().own
  const [address, setAddress] = useState(() => localStorage.getItem(key) ?? '')
  const { refusal, run } = useAction()
  const open = async (): Promise<void> => {
    await sendJson('/superapp/own-program', { url: address }, 'PUT')
    localStorage.setItem(key, address)
  }
  return (
    <div class="phone__home">
      <CodeBlock title={text.bridge} code={bridge} isWrapped />
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          run(open)
        }}
      >
        <TextField
          label={text.address}
          value={address}
          change={setAddress}
          placeholder="http://localhost:5173/"
          isRequired
        />
        <Refusal text={refusal} />
        <button class="button button--main" type="submit">
          {text.open}
        </button>
      </form>
      <CodeBlock title={text.dsl} code={folder} isWrapped />
    </div>
  )
}
