import type { ComponentChildren } from 'preact'

export type Tone = 'good' | 'bad' | 'waiting' | 'plain'

/** A short status; its word says what its colour says. */
export const Pill = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <span class={`pill pill--${tone}`}>{children}</span>
)
