const sheet = '_shared/panel-sheet'
const inFile = (file) => ({
  drop: (name, from) => ({ name, file: `${sheet}/${file}`, from, to: '', isStyle: true }),
  change: (name, from, to) => ({ name, file: `${sheet}/${file}`, from, to, isStyle: true }),
})
const frame = inFile('index.less')
const theme = inFile('theme.less')
const template = inFile('template.less')
const motion = inFile('motion.less')

export const styleMutations = [
  frame.change('the page scrolls the panel away', 'position: fixed', 'position: absolute'),
  frame.change(
    'the panel lies below what is fixed to the page',
    '--mini-message-z-index, 1000',
    '--mini-message-z-index, 1',
  ),
  frame.change('the mask shows no end of the page', 'rgba(0, 0, 0, 0.55)', 'rgba(0, 0, 0, 0)'),
  frame.drop(
    'the sheet floats',
    '    bottom: 0;\n    left: 0;\n    display: flex;\n    flex-direction: column;',
  ),
  frame.drop('a long sheet leaves the screen', '    max-height: 94%;\n'),
  frame.drop('answers below the home indicator', '    padding-bottom: env(safe-area-inset-bottom);\n'),
  frame.drop(
    'answers below the home indicator of older clients',
    '    padding-bottom: constant(safe-area-inset-bottom);\n',
  ),
  frame.drop(
    'answers are as wide as their words',
    '    flex: 1;\n    align-items: center;\n    justify-content: center;\n    box-sizing: border-box;\n',
  ),
  frame.change(
    'agreeing weighs more',
    '    margin-left: 24rpx;\n  }\n  &--rtl &__answer',
    '    margin-left: 24rpx;\n    font-weight: 700;\n  }\n  &--rtl &__answer',
  ),
  frame.change(
    'answers touch each other',
    '    margin-left: 24rpx;\n  }\n  &--rtl &__answer',
    '  }\n  &--rtl &__answer',
  ),
  frame.change(
    'answers too low for a finger',
    'min-width: 0;\n    min-height: 44px;\n    padding: 20rpx 24rpx;',
    'min-width: 0;\n    padding: 4rpx 24rpx;',
  ),
  frame.drop('the close control too narrow on a small screen', '    min-width: 44px;\n'),
  frame.change('the privacy notice too low for a finger', 'line-height: 44px', 'line-height: 20px'),
  frame.change('no right-to-left', 'direction: rtl;', 'direction: ltr;'),
  frame.change(
    'a class of another name, which a page may have',
    '@panel: mini-message-panel',
    '@panel: panel',
  ),
  theme.change('pale text on white', '--mini-message-soft-text, #555', '--mini-message-soft-text, #999'),
  theme.change('dark words on dark buttons', '--mini-message-button, #246', '--mini-message-button, #9cf'),
  theme.change('no dark theme', 'prefers-color-scheme: dark', 'prefers-color-scheme: no-preference'),
  theme.change('the accent can not be set', 'var(--mini-message-accent, #05c)', '#05c'),
  theme.change('the radius can not be set', 'var(--mini-message-radius, 40rpx)', '40rpx'),
  template.drop('a ticked box has no mark', "      content: '';\n"),
  template.drop('a ticked box is not filled', '      background: var(--mm-accent);\n'),
  template.change('the box touches its words, right to left', 'margin-left: 20rpx', 'margin-left: 0'),
  template.drop('the lines of an example run together', '    white-space: pre-line;\n'),
  motion.change(
    'it moves for those who asked for less motion',
    'animation-duration: 1ms',
    'animation-delay: 1ms',
  ),
  motion.change(
    'the sheet does not slide in',
    'animation: mini-message-rise',
    'animation: mini-message-fade',
  ),
]
