module.exports = {
  projectName: 'example-taro-vue',
  date: '2026-1-1',
  designWidth: 750,
  deviceRatio: { 750: 1 },
  sourceRoot: 'src',
  outputRoot: 'dist',
  framework: 'vue3',
  compiler: 'webpack5',
  plugins: [],
  cache: { enable: false },
  mini: {},
}
