import { harness } from './harness'

/** For a rule that one of the two engines can't show: the other run skips it and says why in its title. */
export const onlyOn =
  (engine: string, why: string) =>
  (title: string, body: () => Promise<void>): void => {
    if (harness.engine === engine) test(title, body)
    else test.skip(`${title} (only on ${engine}: ${why})`, body)
  }
