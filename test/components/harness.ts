// The engine that the component tests run on; jest.config.mjs puts the other one here in a second run.
export { simulateHarness as harness } from '../support/simulate/simulate-harness'
