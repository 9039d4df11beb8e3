// uni-app takes native components only from src/mycomponents.
import { cpSync, rmSync } from 'node:fs'

const copy = 'src/mycomponents/mini-message'
rmSync(copy, { recursive: true, force: true })
cpSync('node_modules/mini-message/es', copy, { recursive: true })
