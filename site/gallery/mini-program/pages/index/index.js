import { ar } from '../../mini-message/languages/ar'
import { bn } from '../../mini-message/languages/bn'
import { fil } from '../../mini-message/languages/fil'
import { id } from '../../mini-message/languages/id'
import { ja } from '../../mini-message/languages/ja'
import { ko } from '../../mini-message/languages/ko'
import { ms } from '../../mini-message/languages/ms'
import { th } from '../../mini-message/languages/th'

const { gallery } = globalThis

Page({
  data: {
    asking: false,
    shopName: gallery.shopName,
    props: gallery.props,
    languages: [ar, bn, fil, id, ja, ko, ms, th],
    notify: gallery.props.language?.startsWith('zh') ? '通知我' : 'Notify me',
  },
  onReady() {
    this.handleNotify()
  },
  handleNotify() {
    this.setData({ asking: true })
    gallery.tapAgree(() => document.querySelectorAll('.mini-message-panel__answer')[1])
  },
  handleAnswer(result) {
    this.setData({ asking: false })
    gallery.tell(result)
  },
})
