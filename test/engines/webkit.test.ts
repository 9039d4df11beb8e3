// A file for each engine: they run beside each other, and each starts once.
import { everyCase } from './every-case'

everyCase('WebKitGTK')
