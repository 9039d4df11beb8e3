import A11yDialog from 'a11y-dialog'

const layer = document.getElementById('layer')
const dialog = new A11yDialog(layer)
window.panel = {
  open: () => {
    layer.hidden = false
    dialog.show()
  },
  close: () => {
    dialog.hide()
    layer.hidden = true
  },
  isOpen: () => !layer.hidden,
}
