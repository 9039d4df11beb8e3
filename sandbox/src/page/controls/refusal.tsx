/** Why the sandbox did not do it, spoken as it appears. */
export const Refusal = ({ text }: { text: string | undefined }) =>
  text === undefined ? null : (
    <p class="refusal" role="alert">
      {text}
    </p>
  )
