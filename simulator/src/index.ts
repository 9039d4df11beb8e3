export { build, type BuildOptions, type BuiltProgram } from './build/build.js'
export { serve, type BuildResult, type Served, type ServeOptions } from './serve/serve.js'
export { SourceError, type SourcePlace } from './source-error.js'
