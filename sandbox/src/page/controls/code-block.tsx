import { CopyButton } from './copy-button.js'

/** Text to read as it is and to copy; it scrolls inside itself, by keyboard as well. */
export const CodeBlock = ({ code, title }: { code: string; title: string }) => (
  <div class="code">
    <div class="code__head">
      <h3 class="code__title">{title}</h3>
      <CopyButton text={code} name={title} />
    </div>
    <pre class="code__text" tabIndex={0} role="region" aria-label={title}>
      {code}
    </pre>
  </div>
)
