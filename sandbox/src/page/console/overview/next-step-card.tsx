import { useTexts } from '../../language-context.js'
import type { Place } from '../tabs.js'
import { nextStep, type LoopState } from './next-step.js'

/** The one thing to do now, with the button that leads there. */
export function NextStepCard(props: { state: LoopState; go: (place: Place) => void; showPhone: () => void }) {
  const text = useTexts().overview
  const { step, place } = nextStep(props.state)
  const words = text.steps[step]
  return (
    <section class="next-step" aria-labelledby="next-step-title" aria-live="polite">
      <p class="next-step__label">{text.nextStep}</p>
      <h2 id="next-step-title" class="next-step__title">
        {words.title}
      </h2>
      <p class="next-step__text">{words.text}</p>
      <button
        class={`button button--main ${place === 'phone' ? 'next-step__phone' : ''}`}
        type="button"
        onClick={() => (place === 'phone' ? props.showPhone() : props.go(place))}
      >
        {words.action}
      </button>
    </section>
  )
}
