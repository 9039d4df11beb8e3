import { describe, remember, subscribeProps } from '../../subscribing'
import { language, textsOf } from '../../texts'

Page({
  data: { text: {}, asking: false, manage: true, notice: '', change: '' },

  onLoad: function () {
    var lang = language()
    var text = textsOf(lang)
    my.setNavigationBar({ title: text.settings })
    this.setData(subscribeProps(lang))
    this.setData({ text: text })
    this.show(getApp().globalData.answer)
  },

  /** Off is turned on by asking; on, or not known yet, is changed by the panel that can stop it. */
  show: function (answer) {
    var text = this.data.text
    var isOff = answer === 'REJECT'
    this.setData({
      manage: !isOff,
      change: isOff ? text.turnOn : text.manage,
      notice: text['messages' + (answer || 'Unknown')],
    })
  },

  handleChange: function () {
    this.setData({ asking: true })
  },

  handleAnswer: function (result) {
    var text = this.data.text
    var hadNothingToStop = this.data.manage && result.success && result.type === 'REJECT' && !result.fresh
    this.setData({ asking: false })
    remember(result)
    if (result.success) this.show(result.type)
    if (hadNothingToStop) this.setData({ notice: text.nothingToStop })
    if (!result.success) this.setData({ notice: describe(result, text) })
  },
})
