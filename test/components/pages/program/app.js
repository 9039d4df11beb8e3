import { configure } from '../../../../components/configure'

// All that a program written for the peer has to add.
configure({ backendUrl: 'https://shop.example/api' })

App({})
