/**
 * Names of fields between our own modules. They are neither on the wire nor in storage, and no page, bridge or
 * adapter reads them, so the script tag's build may shorten them. A test keeps public names out of here.
 */
export const privateNames = [
  ...['advance', 'after', 'cancel', 'clock', 'context', 'end', 'host', 'keepPanel', 'life'],
  ...['memory', 'mounted', 'openPanel', 'over', 'path', 'recoveries', 'renew', 'request', 'session'],
  ...['send', 'pause', 'settle', 'site', 'spentAuthCode', 'storage', 'unmount', 'unwanted', 'warn', 'within'],
  ...['app', 'ask', 'joining', 'block', 'box', 'failure', 'isKept', 'read', 'result', 'retryAfter', 'view'],
]

/** Words that the same modules tell each other, as strings or as names: states, events, ways to recover. */
export const privateWords = [
  ...['OPEN', 'ASK', 'SUBMIT', 'CANCEL', 'SETTLE', 'idle', 'authorizing', 'settled'],
  ...['STOP', 'REAUTHORIZE', 'NEW_CODE', 'WAIT', 'RETRY', 'NO_ANSWER', 'UNREADABLE'],
]
