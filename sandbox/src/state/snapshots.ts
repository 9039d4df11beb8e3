import { copyOf } from './copy-of.js'
import type { State } from './state.js'

export interface Snapshot {
  name: string
  /** ISO 8601. */
  takenAt: string
}

interface Kept extends Snapshot {
  state: State
  offsetMs: number
  skewMs: number
}

/** States put aside by name. They outlive a reset and end with the process. */
export class Snapshots {
  private readonly kept = new Map<string, Kept>()

  /** A name that exists is taken over. */
  take(name: string, snapshot: Omit<Kept, 'name'>): Snapshot {
    this.kept.set(name, { ...snapshot, name, state: copyOf(snapshot.state) })
    return { name, takenAt: snapshot.takenAt }
  }

  /** A copy, so that one snapshot can be restored again and again. */
  find(name: string): Kept | undefined {
    const kept = this.kept.get(name)
    return kept && { ...kept, state: copyOf(kept.state) }
  }

  remove(name: string): boolean {
    return this.kept.delete(name)
  }

  list(): Snapshot[] {
    return [...this.kept.values()].map(({ name, takenAt }) => ({ name, takenAt }))
  }
}
