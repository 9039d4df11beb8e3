/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { everyTest } from './every-test.js'

everyTest('node')
