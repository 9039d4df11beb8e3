import { useState } from 'preact/hooks'
import type { ConsoleSession } from '../contract/console.js'
import { askWith } from './ask.js'
import { Refusal, useAction } from './controls/controls.js'
import { useTexts } from './language.js'
import type { Session } from './session.js'

const command = `npx mini-message-server api-key \\
  --scopes console --name lin`

/** The key goes from this field into the page's memory, and nowhere else. */
export function Login(props: {
  refusal: string | undefined
  enter: (session: Session) => void
  lose: (why: string) => void
}) {
  const text = useTexts().login
  const [key, setKey] = useState('')
  const { isRunning, refusal, run } = useAction()
  const open = (event: Event): void => {
    event.preventDefault()
    run(async () => {
      const given = key.trim()
      const session = await askWith(given, () => undefined)<ConsoleSession>('/v1/console/session')
      setKey('')
      props.enter({ ...session, ask: askWith(given, props.lose) })
    })
  }
  return (
    <main class="login">
      <form class="login__card" onSubmit={open}>
        <h1 class="login__title">{text.title}</h1>
        <p class="login__hint">{text.hint}</p>
        <label class="field__label" for="key">
          {text.key}
        </label>
        <input
          id="key"
          class="field__input"
          type="password"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
          autofocus
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
        <Refusal text={refusal ?? props.refusal} />
        <button class="button button--main login__open" type="submit" disabled={isRunning}>
          {text.open}
        </button>
        <p class="login__make">{text.make}</p>
        <pre class="code__text" tabIndex={0} role="region" aria-label={text.make}>
          {command}
        </pre>
      </form>
    </main>
  )
}
