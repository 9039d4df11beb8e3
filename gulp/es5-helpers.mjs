// What TypeScript's ES5 output calls, in a fraction of its own helpers' size. Text, since they stand in front
// of the files that need them.
const helpers = {
  __assign: 'var __assign = Object.assign;',
  // Only lists are spread: tsconfig.es5.json refuses everything else.
  __spreadArray: 'function __spreadArray(to, from) { return to.concat(from) }',
}

/**
 * The helpers that a lowered file calls, as text. Throws for others, above all `__awaiter`: an async function
 * becomes a state machine there, and a page would download all of them.
 */
export function helpersFor(code) {
  const called = [...new Set(code.match(/\b__[a-z]\w*(?=\()/g))]
  const unknown = called.filter((name) => !helpers[name])
  if (unknown.length > 0) throw new Error(`no ES5 helper for ${unknown.join(', ')}: write it without`)
  return called.map((name) => helpers[name]).join('\n')
}
