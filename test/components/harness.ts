// The engine that the component tests run on. A second engine implements the same interface.
export { simulateHarness as harness } from '../support/simulate/simulate-harness'
