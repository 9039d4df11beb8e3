// The default theme in the project's colours, with its own components for three pages.
import Theme from 'vitepress/theme-without-fonts'
import Gallery from './Gallery.vue'
import HomePage from './HomePage.vue'
import Troubleshooter from './Troubleshooter.vue'
import './style.css'

export default {
  extends: Theme,
  enhanceApp({ app }) {
    app.component('HomePage', HomePage)
    app.component('Gallery', Gallery)
    app.component('Troubleshooter', Troubleshooter)
  },
}
