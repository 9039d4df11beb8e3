// What TypeScript's ES5 output calls, in a fraction of its own helpers' size: they serve every program, these
// only what `checkHelpers` lets through. Text, since they stand in front of the files that need them.

const runtime = {
  __assign: 'var __assign = Object.assign;',

  // Only lists are spread: tsconfig.es5.json refuses everything else.
  __spreadArray: 'function __spreadArray(to, from) { return to.concat(from) }',

  __generator: 'function __generator(self, body) { return body }',

  // Runs the state machine that TypeScript makes of an async function. `trys` holds [start, catch, , end] of
  // the `try` statements it is in; an operation is 2 return, 3 go to, 4 await, and ours: 6 thrown.
  __awaiter: `function __awaiter(self, args, constructor, start) {
    return new Promise(function (resolve, reject) {
      var body = start.apply(self, args || []), given, isThrown, trys = []
      var state = {
        label: 0,
        trys: trys,
        sent: function () { if (isThrown) throw given; return given }
      }
      function go(thrown) {
        return function (value) {
          given = value
          isThrown = thrown
          next()
        }
      }
      function attempt() {
        try { return body(state) } catch (error) { return [6, error] }
      }
      function next() {
        for (var step = attempt();;) {
          var region = trys[trys.length - 1], value = step[1]
          if (step[0] == 2) return resolve(value)
          if (step[0] == 4) {
            state.label++
            return Promise.resolve(value).then(go(0), go(1))
          }
          if (step[0] == 6 ? !region : 0) return reject(value)
          if (step[0] == 6 && state.label < region[1]) {
            state.label = region[1]
            given = value
            isThrown = 0
          } else if (step[0] == 3 && (!region || (value > region[0] && value < region[3]))) state.label = value
          else {
            trys.pop()
            continue
          }
          step = attempt()
        }
      }
      next()
    })
  }`,
}

/** The helpers that a lowered file calls, as text. Throws for what they do not serve. */
export function helpersFor(code) {
  const called = [...new Set(code.match(/\b__[a-z]\w*(?=\()/g))]
  const unknown = called.filter((name) => !runtime[name])
  if (unknown.length > 0) throw new Error(`no ES5 helper for ${unknown.join(', ')}`)
  if (/\[(5|7) \/\*(yield\*|endfinally)\*\/|\.trys\.push\(\[[^\]]*,\s*\d+,\s*\d+,\s*\d+\]/.test(code))
    throw new Error('an async function with `finally` or `yield*` needs a larger ES5 helper')
  return called.map((name) => runtime[name]).join('\n')
}
