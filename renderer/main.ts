import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './shell/App.vue'
import './shell/theme.css'
import './shell/shell.css'

createApp(App).use(createPinia()).mount('#app')
