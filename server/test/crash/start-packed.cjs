// Runs PACKED_SERVER with its kept code, or, with PACKED_SERVER_WARM, loads it once and keeps that code.
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { dirname } = require('node:path')
const { createRequire, wrap } = require('node:module')
const { constants, Script } = require('node:vm')

const file = process.env.PACKED_SERVER
const kept = `${file}.code`
const script = new Script(wrap(readFileSync(file, 'utf8')), {
  filename: file,
  ...(existsSync(kept) && { cachedData: readFileSync(kept) }),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
const packed = { exports: {} }
script.runInThisContext()(packed.exports, createRequire(file), packed, file, dirname(file))
if (process.env.PACKED_SERVER_WARM) writeFileSync(kept, script.createCachedData())
else void packed.exports.serve()
