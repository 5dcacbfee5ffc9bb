// The bridge of the fixture app. The port to the engine stays in this world; the page gets `call` only.
const { contextBridge, ipcRenderer } = require('electron');

const calls = new Map();
const closed = Promise.withResolvers();
const connected = Promise.withResolvers();
let nextCall = 1;

ipcRenderer.on('engine-port', (event, greeting) => {
  const [port] = event.ports;
  port.onmessage = ({ data, ports }) => {
    const settle = calls.get(data.id);
    calls.delete(data.id);
    if (data.error !== undefined) settle?.reject(new Error(data.error));
    else settle?.resolve(ports.length > 0 ? askPort(ports[0]) : data.result);
  };
  port.addEventListener('close', () => closed.resolve(`closed after ${greeting}`));
  connected.resolve(port);
});

async function call(name, input) {
  const port = await connected.promise;
  const id = nextCall++;
  const { promise, resolve, reject } = Promise.withResolvers();
  calls.set(id, { resolve, reject });
  port.postMessage({ id, name, input });
  return promise;
}

function askPort(port) {
  const { promise, resolve } = Promise.withResolvers();
  port.onmessage = ({ data }) => resolve(data);
  port.postMessage('over the second port');
  return promise;
}

async function sendPort() {
  const channel = new MessageChannel();
  const answer = askPort(channel.port1);
  const port = await connected.promise;
  port.postMessage({ id: 0, name: 'take-port' }, [channel.port2]);
  return answer;
}

function portToMain() {
  const channel = new MessageChannel();
  const answer = askPort(channel.port1);
  ipcRenderer.postMessage('take-port', { from: 'preload' }, [channel.port2]);
  return answer;
}

contextBridge.exposeInMainWorld('fixture', {
  call,
  sendPort,
  portToMain,
  whenClosed: () => closed.promise,
  closePort: async () => (await connected.promise).close(),
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  uncloneable: () => ipcRenderer.invoke('uncloneable'),
  missing: () => ipcRenderer.invoke('no-such-channel'),
  whoAmI: () => ipcRenderer.invoke('who-am-i'),
  openSettings: () => ipcRenderer.invoke('open-settings'),
  sendFunction: () => ipcRenderer.invoke('echo', () => 1),
  add: (a, b) => a + b,
  callMe: (fn) => fn(20) + 1,
  later: (fn) => setTimeout(() => fn('later'), 0),
  throws: () => {
    throw new TypeError('boom in isolated world');
  },
  tryRequire: (id) => {
    try {
      return typeof require(id);
    } catch (error) {
      return error.message;
    }
  },
  exposeAgain: () => contextBridge.exposeInMainWorld('fixture', {}),
  deep: { nested: { answer: 42 } },
  onLock: (listener) => {
    const heard = (_event, isLocked, at) => listener(isLocked, at);
    ipcRenderer.on('lock-state', heard);
    return () => ipcRenderer.off('lock-state', heard);
  },
});
