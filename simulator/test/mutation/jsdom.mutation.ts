import { everyTest } from './every-test.js'

everyTest('jsdom')
