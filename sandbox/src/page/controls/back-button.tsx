import { ChevronIcon } from './icons.js'

/** From one thing back to the list. */
export const BackButton = ({ label, back }: { label: string; back: () => void }) => (
  <button class="small-button back" type="button" onClick={back}>
    <ChevronIcon />
    {label}
  </button>
)
