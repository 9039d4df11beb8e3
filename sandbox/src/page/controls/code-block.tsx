import { CopyButton } from './copy-button.js'
import { SaveButton } from './save-button.js'

/** Text to read as it is, to copy and to save; it scrolls inside itself, by keyboard as well. */
export const CodeBlock = (props: {
  code: string
  title: string
  /** Long lines go on in the next one; not for what is run, whose line ends count. */
  isWrapped?: boolean
  /** With a name it can be saved as a file. */
  fileName?: string
}) => (
  <div class="code">
    <div class="code__head">
      <h3 class="code__title">{props.title}</h3>
      <div class="button-row">
        {props.fileName !== undefined && <SaveButton text={props.code} fileName={props.fileName} />}
        <CopyButton text={props.code} name={props.title} />
      </div>
    </div>
    <pre
      class={`code__text ${props.isWrapped === true ? 'code__text--wrapped' : ''}`}
      tabIndex={0}
      role="region"
      aria-label={props.title}
    >
      {props.code}
    </pre>
  </div>
)
