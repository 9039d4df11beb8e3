import { MessageList } from '../../inbox/message-list.js'
import type { LiveInbox } from '../../inbox/use-inbox.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { Section } from '../../controls/section.js'
import { programsOf } from '../../phone/screens.js'
import { GoingLive } from './going-live.js'
import { LoopMarks } from './loop-marks.js'
import { NextStepCard } from './next-step-card.js'
import { useLoopState } from './use-loop-state.js'
import type { TabProps } from '../tab-props.js'
import type { OpenMessage } from '../../inbox/message-card.js'

/** Where a newcomer starts: the next step, how far the loop has come, the chosen user's inbox. */
export function OverviewTab(props: TabProps & { inbox: LiveInbox; openMessage: OpenMessage }) {
  const { session, go, showPhone, inbox, userName } = props
  const text = useTexts()
  const language = useLanguageTag()
  const state = useLoopState(programsOf(session).length > 0)
  if (!state) return <p class="notice">{text.console.loading}</p>
  return (
    <>
      <NextStepCard state={state} go={go} showPhone={showPhone} />
      <LoopMarks state={state} />
      <Section title={text.inboxOf(userName)}>
        <MessageList messages={inbox.messages} language={language} open={props.openMessage} />
      </Section>
      <GoingLive appId={session.miniProgram.appId} />
    </>
  )
}
