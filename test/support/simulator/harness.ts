// What `../harness` is in the second run of the component tests (jest.config.mjs).
export { simulatorHarness as harness } from './simulator-harness'
