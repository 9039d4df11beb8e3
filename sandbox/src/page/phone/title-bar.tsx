import { BackIcon, CloseIcon, ReloadIcon } from '../controls/icons.js'
import { texts, type Language } from '../texts.js'

/** The name of the mini program or of its page, the way back, and the capsule with what the super app can do. */
export function TitleBar(props: {
  name: string
  language: Language
  /** Undefined on a program's first page. */
  back: (() => void) | undefined
  /** Undefined where no mini program is open: then there is no capsule. */
  program: { reload: () => void; close: () => void } | undefined
}) {
  const text = texts[props.language]
  return (
    <div class="title-bar">
      {props.back && (
        <button class="title-bar__back" type="button" aria-label={text.back} onClick={props.back}>
          <BackIcon />
        </button>
      )}
      <h2 class="title-bar__name">{props.name}</h2>
      {props.program && (
        <div class="capsule">
          <button
            class="capsule__button"
            type="button"
            aria-label={text.reloadProgram}
            onClick={props.program.reload}
          >
            <ReloadIcon />
          </button>
          <button
            class="capsule__button"
            type="button"
            aria-label={text.closeProgram}
            onClick={props.program.close}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  )
}
