import { attempt } from '../src/attempt.js'
import type { KeyValueStorage } from '../src/host.js'

/** What localStorage did not take: it may be absent, refused or full. Lives as long as the page. */
const memory: Record<string, string | undefined> = {}

export const storage: KeyValueStorage = {
  get: (key) => attempt(() => localStorage.getItem(key)) || memory[key],
  set(key, value) {
    memory[key] = value
    attempt(() => {
      if (value) localStorage.setItem(key, value)
      else localStorage.removeItem(key)
      // From here on another tab may change it.
      memory[key] = undefined
    })
  },
}
