import { readFileSync, statSync } from 'node:fs'

/** How a mini program's files are read; all paths are absolute. */
export interface ProjectFiles {
  exists(path: string): boolean
  /** Undefined where there is no such file. */
  read(path: string): string | undefined
}

/** Files of the disk, with some given as text on top. */
export function filesOnDisk(texts: Record<string, string> = {}): ProjectFiles {
  return {
    exists: (path) => path in texts || statSync(path, { throwIfNoEntry: false })?.isFile() === true,
    read: (path) => texts[path] ?? readIfThere(path),
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
