import { actors, type Actor, type PathStep } from './path-step.js'

/** Sizes in units of the picture. */
export const laneWidth = 136
export const headHeight = 44
export const stepHeight = 54
const timeWidth = 66

export interface Arrow {
  /** Where it begins and ends; equal for a step that stays with one actor. */
  fromX: number
  toX: number
  y: number
  /** The label's middle. */
  labelX: number
  step: PathStep
}

export interface SequenceLayout {
  width: number
  height: number
  lanes: { actor: Actor; x: number }[]
  arrows: Arrow[]
  /** Where times stand, at the left of the lanes. */
  timeX: number
}

/** The lanes that take part, and one arrow under the other in the path's own order, which the sandbox keeps. */
export function layOut(steps: readonly PathStep[]): SequenceLayout {
  const present = actors.filter((actor) => steps.some(({ from, to }) => from === actor || to === actor))
  const lanes = present.map((actor, index) => ({ actor, x: timeWidth + laneWidth * (index + 0.5) }))
  const xOf = (actor: Actor): number => lanes.find((lane) => lane.actor === actor)?.x ?? timeWidth
  return {
    width: timeWidth + laneWidth * present.length,
    height: headHeight + stepHeight * (steps.length + 0.5),
    lanes,
    timeX: timeWidth - 10,
    arrows: steps.map((step, index) => {
      const fromX = xOf(step.from)
      const toX = xOf(step.to)
      return { fromX, toX, y: headHeight + stepHeight * (index + 0.85), labelX: (fromX + toX) / 2, step }
    }),
  }
}

/** Time since the first step: `0 ms`, `850 ms`, `2.4 s`, `3 min 5 s`; none where the clock was set back. */
export function sinceStart(ms: number): string {
  if (ms < 0) return '0 ms'
  if (ms < 1000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
