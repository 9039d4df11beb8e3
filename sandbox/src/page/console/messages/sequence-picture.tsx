import { useTexts } from '../../language-context.js'
import { detailText, type PathStep } from './path-step.js'
import { headHeight, layOut, sinceStart, stepHeight, type Arrow } from './sequence-layout.js'

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
