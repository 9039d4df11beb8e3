import { AutoAnswerChoice } from './auto-answer-choice.js'
import { ClockControl } from './clock-control.js'
import { FaultList } from './fault-list.js'
import { ResetButton } from './reset-button.js'

/** What goes wrong on purpose, what time it is, who answers in the user's place, and back to the start. */
export const FaultsTab = () => (
  <>
    <FaultList />
    <ClockControl />
    <AutoAnswerChoice />
    <ResetButton />
  </>
)
