/** So long the answers have to be on the screen, where they are, before an answer counts. */
const READ_MS = 500
/** For pages without animation frames: about two of them. */
const FRAMES_MS = 50

/**
 * Keeps a person from answering by accident: with the second half of a double tap, with a key that is still down,
 * or because the answers moved under the finger. While it is up nothing in the dialog can be tapped, which tests
 * in a browser wait for by themselves, and no click counts. What is marked `data-closes` always works.
 */
export interface Shield {
  /** The answers are there now. Settles when they have been painted. */
  guard(answers: Element): Promise<void>
  /** Begins again: the answers are new, have moved, or were out of sight. */
  raise(): void
  /** Looks whether the answers have moved since. */
  look(): void
  /** The pointer went down. */
  press(target: Element): void
  /** It came up: not on the mask if it went down on the sheet, nor the other way round. */
  release(target: Element): void
  /** A key that would activate what has the focus: one that is held does so once, and only if it counts. */
  pressKey(event: KeyboardEvent, target: Element): void
  /** Whether a click counts. One without a press comes from a key, a screen reader or a script. */
  counts(event: MouseEvent, target: Element): boolean
  stop(): void
}

const closes = (target: Element): boolean => Boolean(target.closest('[data-closes]'))

export function createShield(dialog: HTMLElement, sheet: HTMLElement): Shield {
  let isUp = true
  let answers: Element | undefined
  /** Where the answers were when the time began. */
  let place: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0
  /** Where the pointer went down, if that press counts. */
  let pressedOn: Element | undefined
  let isKeyCounted = false

  /** A person who scrolls moves them on purpose. */
  function whereAnswersAre(): string {
    const { left, top, width, height } = (answers as Element).getBoundingClientRect()
    return [left, top + sheet.scrollTop, width, height].map(Math.round).join()
  }

  function stop(): void {
    clearTimeout(timer)
    place = undefined
    round += 1
  }

  function raise(painted?: () => void): void {
    stop()
    isUp = true
    pressedOn = undefined
    isKeyCounted = false
    dialog.classList.add('shielded')
    const current = round
    afterPaint(() => {
      painted?.()
      if (current === round && answers) wait()
    })
  }

  function wait(): void {
    place = whereAnswersAre()
    timer = setTimeout(() => {
      if (place !== whereAnswersAre()) {
        wait()
        return
      }
      isUp = false
      dialog.classList.remove('shielded')
    }, READ_MS)
  }

  function look(): void {
    if (place !== undefined && place !== whereAnswersAre()) raise()
  }

  return {
    guard(element) {
      answers = element
      return new Promise(raise)
    },
    raise,
    look,
    press(target) {
      look()
      pressedOn = isUp && !closes(target) ? undefined : target
    },
    release(target) {
      if ((target === dialog) !== (pressedOn === dialog)) pressedOn = undefined
    },
    pressKey(event, target) {
      if (event.type === 'keydown') {
        look()
        isKeyCounted = !event.repeat && (!isUp || closes(target))
      }
      // Firefox clicks when Space comes up, whatever became of its going down.
      if (!isKeyCounted) event.preventDefault()
    },
    counts({ detail }, target) {
      look()
      if (closes(target)) return true
      return !isUp && (detail === 0 || pressedOn !== undefined)
    },
    stop,
  }
}

/** The second frame begins when the first one is on the screen. A page that is not shown has none. */
function afterPaint(callback: () => void): void {
  if (document.hidden || typeof requestAnimationFrame !== 'function') setTimeout(callback, FRAMES_MS)
  else requestAnimationFrame(() => requestAnimationFrame(callback))
}
