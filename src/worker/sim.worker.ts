import { browserPorts } from './host/browser-ports.ts';
import { createHost } from './host.ts';

const host = createHost(browserPorts((message, transfer) => self.postMessage(message, { transfer })));
addEventListener('message', (event) => void host.receive(event.data));
