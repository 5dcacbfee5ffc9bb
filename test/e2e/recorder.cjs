// Loaded into the main process with `-r`, by real Electron and by the stand-in alike, before the app's own code. It patches public
// Electron API only, so that no spec needs a call of the stand-in's own.
const { Tray, Notification, shell, dialog, globalShortcut, app } = require('electron');

const recorded = {
  trays: [],
  notifications: [],
  opened: [],
  shortcuts: new Map(),
  dialogAnswers: [],
  dialogs: [],
  protocols: [],
};
globalThis.e2eRecord = recorded;

function wrap(target, name, make) {
  target[name] = make(target[name]);
}

wrap(
  Tray.prototype,
  'setContextMenu',
  (original) =>
    function setContextMenu(menu) {
      const known = recorded.trays.find(({ tray }) => tray === this);
      if (known === undefined) recorded.trays.push({ tray: this, menu });
      else known.menu = menu;
      return original.call(this, menu);
    },
);

wrap(
  Notification.prototype,
  'show',
  (original) =>
    function show() {
      recorded.notifications.push({ title: this.title, body: this.body, instance: this });
      return original.call(this);
    },
);

wrap(shell, 'openExternal', () => async (url) => {
  recorded.opened.push(url);
});

wrap(globalShortcut, 'register', (original) => (accelerator, callback) => {
  recorded.shortcuts.set(accelerator, callback);
  return original.call(globalShortcut, accelerator, callback);
});

wrap(app, 'setAsDefaultProtocolClient', () => (protocol) => {
  recorded.protocols.push(protocol);
  return true;
});

for (const name of ['showOpenDialog', 'showSaveDialog', 'showMessageBox']) {
  wrap(dialog, name, (original) => async (...args) => {
    recorded.dialogs.push({ name, options: args.at(-1) });
    const answer = recorded.dialogAnswers.shift();
    return answer ?? original.apply(dialog, args);
  });
}
