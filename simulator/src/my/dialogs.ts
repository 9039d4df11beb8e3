import { jsapi, type Options } from './callbacks.js'
import type { Device } from './device.js'

const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)

/** `my` for what lies over the pages. */
export const dialogs = (device: Device) => ({
  showToast: jsapi(async (options) => {
    const duration = typeof options['duration'] === 'number' ? options['duration'] : 2000
    await device.toast({ content: text(options['content']), type: text(options['type'], 'none'), duration })
    return {}
  }),
  hideToast: jsapi(() => {
    device.hideToast()
    return {}
  }),
  alert: jsapi(async (options) => {
    const { title, content, buttonText } = options
    await device.alert({ title: text(title), content: text(content), buttonText: text(buttonText, 'OK') })
    return {}
  }),
  confirm: jsapi(async (options) => {
    const confirm = await device.confirm({
      title: text(options['title']),
      content: text(options['content']),
      confirmButtonText: text(options['confirmButtonText'], 'OK'),
      cancelButtonText: text(options['cancelButtonText'], 'Cancel'),
    })
    return { confirm }
  }),
  showModal: jsapi(async (options) => {
    const [title, content] = [text(options['title']), text(options['content'])]
    const confirmButtonText = text(options['confirmText'], 'OK')
    if (options['showCancel'] === false) {
      await device.alert({ title, content, buttonText: confirmButtonText })
      return { confirm: true, cancel: false }
    }
    const cancelButtonText = text(options['cancelText'], 'Cancel')
    const confirm = await device.confirm({ title, content, confirmButtonText, cancelButtonText })
    return { confirm, cancel: !confirm }
  }),
  showActionSheet: jsapi(async (options) => {
    const items = Array.isArray(options['items']) ? options['items'].map(String) : []
    const cancelButtonText = text(options['cancelButtonText'], 'Cancel')
    return { index: await device.actionSheet({ title: text(options['title']), items, cancelButtonText }) }
  }),
  showLoading: jsapi((options) => {
    device.loading(text(options['content']))
    return {}
  }),
  hideLoading: jsapi(() => {
    device.loading(undefined)
    return {}
  }),
  setNavigationBar: jsapi((options: Options) => {
    const { title, backgroundColor } = options
    device.navigationBar({
      ...(typeof title === 'string' && { title }),
      ...(typeof backgroundColor === 'string' && { backgroundColor }),
    })
    return {}
  }),
})
