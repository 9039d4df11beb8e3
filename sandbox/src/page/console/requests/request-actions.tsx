import { useState } from 'preact/hooks'
import { CopyButton } from '../../controls/copy-button.js'
import { Refusal } from '../../controls/refusal.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { curlOf, replay } from '../../server/request-calls.js'

/** Send the call again, or take it along as a command. */
export function RequestActions({ requestLogId }: { requestLogId: string }) {
  const text = useTexts().requests
  const [code, setCode] = useState<string | undefined>()
  const { refusal, run } = useAction()
  const again = async (): Promise<void> => setCode(await replay(requestLogId))
  return (
    <>
      <div class="button-row">
        <button class="small-button" type="button" title={text.replayHint} onClick={() => run(again)}>
          {text.replay}
        </button>
        <CopyButton label={text.curl} text={() => curlOf(requestLogId)} />
        <span role="status">{code !== undefined && text.replayed(code)}</span>
      </div>
      <Refusal text={refusal} />
    </>
  )
}
