import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A titled part of a tab. */
export function Section(props: {
  title: ComponentChildren
  hint?: ComponentChildren
  /** Beside the title, e.g. a button. */
  aside?: ComponentChildren
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class="section" aria-labelledby={id}>
      <header class="section__head">
        <h2 id={id} class="section__title">
          {props.title}
        </h2>
        {props.aside}
      </header>
      {props.hint !== undefined && <p class="section__hint">{props.hint}</p>}
      {props.children}
    </section>
  )
}
