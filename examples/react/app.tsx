import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { NotifyMe } from './notify-me'

const place = document.createElement('div')
document.body.append(place)
createRoot(place).render(
  <StrictMode>
    <NotifyMe />
  </StrictMode>,
)
