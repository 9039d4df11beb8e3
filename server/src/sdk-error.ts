/** Base of every error this package throws: a code to branch on and a message that says what to do. */
export class SdkError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The configuration can't work. `problems` names every wrong value at once, without printing it. */
export class ConfigError extends SdkError {
  constructor(readonly problems: string[]) {
    super('INVALID_CONFIG', `${problems.length} wrong in the configuration:\n- ${problems.join('\n- ')}`)
  }
}

/** A text that should be a key is none, or is the wrong kind of key. */
export class KeyFormatError extends SdkError {
  constructor(message: string) {
    super('INVALID_KEY', message)
  }
}
