/** An element on the screen. */
export interface FoundElement {
  readonly element: Element
  readonly tag: string
  readonly text: string
  readonly classes: string[]
  /** An attribute as text; undefined where it has none. */
  attribute(name: string): string | undefined
  /** A tap, and everything that follows without a timer. */
  tap(): Promise<void>
  /** Any event, by its platform name, e.g. `animationEnd`; `fields` are put on the DOM event. */
  fire(type: string, fields?: object): Promise<void>
  /** Types into an input or textarea; throws where it is none. */
  type(text: string): Promise<void>
}

const domNames: Record<string, string> = { tap: 'click', longTap: 'longtap' }

export function foundElement(element: Element, afterwards: () => Promise<void>): FoundElement {
  const fire = async (type: string, fields: object = {}) => {
    const name = domNames[type] ?? type.toLowerCase()
    const how = { bubbles: true, cancelable: true }
    const event =
      name === 'click'
        ? new MouseEvent(name, { ...how, ...fields })
        : Object.assign(new Event(name, how), fields)
    element.dispatchEvent(event)
    await afterwards()
  }
  return {
    element,
    tag: element.localName.replace(/^a-/, ''),
    text: element.textContent.trim(),
    classes: [...element.classList],
    attribute: (name) => element.getAttribute(name) ?? undefined,
    tap: () => fire('tap'),
    fire,
    async type(text) {
      const field = element.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
      if (!field) throw new Error(`<${element.localName.replace(/^a-/, '')}> takes no text`)
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await afterwards()
    },
  }
}

/** A part of the document, to find elements in. What is hidden is not on it. */
export interface Screen {
  /** Every string on the screen, in reading order. */
  texts(): string[]
  /** The innermost element with exactly this text; throws if there is none. */
  byText(text: string): FoundElement
  /** The first element of this class; throws if there is none. */
  byClass(name: string): FoundElement
  allByClass(name: string): FoundElement[]
  /** The elements of a tag, e.g. `input`. */
  allByTag(tag: string): FoundElement[]
  /** For a look at everything. */
  html(): string
  /** Lets everything happen that needs no timer, then throws the first error of the mini program, if any. */
  settle(): Promise<void>
}

export function screenOf(place: Element, settle: () => Promise<void>): Screen {
  const elements = () => [...place.querySelectorAll('*')].filter((element) => !element.closest('[hidden]'))
  const found = (element: Element) => foundElement(element, settle)
  const one = ([first]: Element[], what: string) => {
    if (first) return found(first)
    throw new Error(`no element ${what}; on the screen: ${JSON.stringify(textsIn(place))}`)
  }
  const ofClass = (name: string) => elements().filter((element) => element.classList.contains(name))
  return {
    texts: () => textsIn(place),
    byText: (text) =>
      one(
        elements()
          .filter((element) => element.textContent.trim() === text)
          .reverse(),
        `with the text ${JSON.stringify(text)}`,
      ),
    byClass: (name) => one(ofClass(name), `of class ${name}`),
    allByClass: (name) => ofClass(name).map(found),
    allByTag: (tag) =>
      elements()
        .filter(({ localName }) => localName === `a-${tag}`)
        .map(found),
    html: () => place.innerHTML,
    settle,
  }
}

function textsIn(place: Element): string[] {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  const texts: string[] = []
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode
    const text = textContent?.trim()
    if (text && !parentElement?.closest('[hidden]')) texts.push(text)
  }
  return texts
}
