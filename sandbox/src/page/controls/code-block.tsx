import { CopyButton } from './copy-button.js'

/** Text to read as it is and to copy; it scrolls inside itself, by keyboard as well. */
export const CodeBlock = ({ code, name }: { code: string; name: string }) => (
  <div class="code">
    <pre class="code__text" tabIndex={0} role="region" aria-label={name}>
      {code}
    </pre>
    <CopyButton text={code} name={name} />
  </div>
)
