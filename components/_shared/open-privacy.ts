import type { PanelView } from '../../src/panel-view.js'

/**
 * Opens the privacy notice by the page's own handler. A component can't open an address by itself (that takes
 * a web-view page and an allowed domain), so without a handler it shows the address.
 */
export function openPrivacy(
  { privacyUrl, privacyLabel, closeLabel }: PanelView,
  handler: ((url: string) => void) | undefined,
): void {
  if (handler) handler(privacyUrl)
  else void my.alert({ title: privacyLabel, content: privacyUrl, buttonText: closeLabel })
}
