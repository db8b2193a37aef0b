import { mount } from 'svelte';
import '../../src/outputs/portal/assets/portal.css';
import '../../src/outputs/office/assets/office.css';
import './app.css';
import App from './App.svelte';
import { desk } from './desk';
import { startShell } from './shell';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
startShell();
void desk.start();
