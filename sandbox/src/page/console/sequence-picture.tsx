import type { PathStep } from '../../superapp/path-step.js'
import { useTexts } from '../language.js'

export type { PathStep }
type Actor = PathStep['from']

/** Who takes part, in the order of the lanes. */
const actors: readonly Actor[] = ['user', 'superApp', 'program', 'backend', 'platform']

/** What was special about a step: the words that have a translation in it, scopes and codes as they are. */
export const detailText = (detail: string, words: Readonly<Record<string, string>>): string =>
  detail
    .split(' ')
    .map((word) => words[word] ?? word)
    .join(', ')

/** Sizes in units of the picture. */
export const laneWidth = 136
const headHeight = 44
export const stepHeight = 54
const timeWidth = 66

interface Arrow {
  /** Where it begins and ends; equal for a step that stays with one actor. */
  fromX: number
  toX: number
  y: number
  /** The label's middle. */
  labelX: number
  step: PathStep
}

interface SequenceLayout {
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

const arrowHead = 7

/** The way of a message as a sequence picture. The list under it says the same to whoever cannot see it. */
export function SequencePicture({ steps }: { steps: readonly PathStep[] }) {
  const text = useTexts().messages
  const { width, height, lanes, arrows, timeX } = layOut(steps)
  const startedAt = arrows[0]?.step.at ?? 0
  return (
    <div class="sequence" tabIndex={0} role="region" aria-label={text.picture}>
      <svg
        class="sequence__picture"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={text.asPicture(steps.length)}
      >
        {lanes.map(({ actor, x }) => (
          <g key={actor}>
            <line class="sequence__life" x1={x} x2={x} y1={headHeight} y2={height} />
            <rect class="sequence__box" x={x - 58} y={6} width={116} height={30} rx={8} />
            <text class="sequence__actor" x={x} y={26}>
              {text.actors[actor]}
            </text>
          </g>
        ))}
        {arrows.map((arrow, index) => (
          <g key={index} class={arrow.step.isGood ? 'sequence__step' : 'sequence__step sequence__step--bad'}>
            <text class="sequence__time" x={timeX} y={arrow.y + 4}>
              {sinceStart(arrow.step.at - startedAt)}
            </text>
            <ArrowLine arrow={arrow} />
            <Label arrow={arrow} />
          </g>
        ))}
      </svg>
    </div>
  )
}

function ArrowLine({ arrow: { fromX, toX, y, step } }: { arrow: Arrow }) {
  if (fromX === toX) return <circle class="sequence__dot" cx={fromX} cy={y} r={5} />
  const direction = Math.sign(toX - fromX)
  const tip = toX - direction * 2
  const back = tip - direction * arrowHead
  return (
    <>
      <line
        class={step.isReturn ? 'sequence__line sequence__line--return' : 'sequence__line'}
        x1={fromX}
        x2={back}
        y1={y}
        y2={y}
      />
      <path class="sequence__head" d={`M${tip} ${y} ${back} ${y - 4.5}v9z`} />
    </>
  )
}

/** Over its arrow what happened, under it what was special. */
function Label({ arrow: { labelX, y, step } }: { arrow: Arrow }) {
  const text = useTexts().messages
  return (
    <>
      <text class="sequence__label" x={labelX} y={y - stepHeight * 0.15}>
        {step.number !== undefined && <tspan class="sequence__number">{step.number} </tspan>}
        {text.steps[step.step]}
      </text>
      {step.detail !== undefined && (
        <text class="sequence__detail" x={labelX} y={y + stepHeight * 0.28}>
          {detailText(step.detail, text.details)}
        </text>
      )}
    </>
  )
}
