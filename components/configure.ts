export { configure } from './_shared/configure.js'
