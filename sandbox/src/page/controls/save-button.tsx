import { useTexts } from '../language-context.js'
import { SaveIcon } from './icons.js'

/** Saves a text as a file of this name. */
export function SaveButton({ text, fileName }: { text: string; fileName: string }) {
  const words = useTexts().console
  const save = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    link.download = fileName
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <button class="small-button" type="button" onClick={save}>
      <SaveIcon />
      {words.saveAs(fileName)}
    </button>
  )
}
