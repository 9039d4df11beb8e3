module.exports = {
  pages: ['pages/index/index'],
  window: { defaultTitle: 'Yummy Chicken Rice' },
}
