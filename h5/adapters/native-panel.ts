import { openNativePanel } from '../../src/native/native-panel.js'
import type { PanelAdapter } from '../props.js'

/**
 * Asks by AlipayCN's own panel, `my.requestSubscribeMessage`. Of H5 pages no document says that they have it, and
 * of the platform's template codes none that it takes them.
 */
export const nativePanel: PanelAdapter = { surface: 'NATIVE', open: openNativePanel }
