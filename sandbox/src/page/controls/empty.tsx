import type { ComponentChildren } from 'preact'

/** Nothing there yet, and what to do about it. */
export const Empty = (props: { title: string; hint: string; icon?: ComponentChildren }) => (
  <div class="empty">
    {props.icon}
    <p class="empty__title">{props.title}</p>
    <p class="empty__hint">{props.hint}</p>
  </div>
)
