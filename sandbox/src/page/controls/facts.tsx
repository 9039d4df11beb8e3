import type { ComponentChildren } from 'preact'

/** Names with their values; an undefined value leaves its line out. */
export const Facts = ({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => (
        <div key={name} class="facts__line">
          <dt class="facts__name">{name}</dt>
          <dd class="facts__value">{value}</dd>
        </div>
      ))}
  </dl>
)
