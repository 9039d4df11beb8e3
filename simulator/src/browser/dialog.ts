export interface DialogOptions {
  title: string
  content: string
  /** Labels of the buttons; Escape means the first. */
  buttons: string[]
}

/** Shows a dialog and gives the index of the button that was tapped. */
export function showDialog({ title, content, buttons }: DialogOptions): Promise<number> {
  return new Promise((resolve) => {
    const layer = document.body.appendChild(document.createElement('div'))
    layer.className = 'a-dialog'
    layer.setAttribute('role', 'alertdialog')
    layer.setAttribute('aria-modal', 'true')
    const box = layer.appendChild(document.createElement('div'))
    if (title) box.appendChild(document.createElement('h2')).textContent = title
    if (content) box.appendChild(document.createElement('p')).textContent = content
    const answer = (index: number) => {
      layer.remove()
      resolve(index)
    }
    layer.onkeydown = ({ key }) => {
      if (key === 'Escape') answer(0)
    }
    const footer = box.appendChild(document.createElement('footer'))
    buttons.forEach((label, index) => {
      const button = footer.appendChild(document.createElement('button'))
      button.textContent = label
      button.onclick = () => answer(index)
    })
    footer.querySelector('button')?.focus()
  })
}

/** Shows what can be chosen; -1 where a person chose nothing. */
export function showSheet(title: string, items: string[], cancelText: string): Promise<number> {
  return new Promise((resolve) => {
    const layer = document.body.appendChild(document.createElement('div'))
    layer.className = 'a-sheet'
    const list = layer.appendChild(document.createElement('ul'))
    if (title) list.appendChild(document.createElement('h2')).textContent = title
    const answer = (index: number) => (event: Event) => {
      event.stopPropagation()
      layer.remove()
      resolve(index)
    }
    layer.onclick = answer(-1)
    ;[...items, cancelText].forEach((label, index) => {
      const item = list.appendChild(document.createElement('li'))
      item.textContent = label
      item.setAttribute('role', 'button')
      if (index === items.length) item.dataset['cancel'] = ''
      item.onclick = answer(index === items.length ? -1 : index)
    })
  })
}
