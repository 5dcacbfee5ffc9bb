// The utility process of the fixture app: answers calls over each port it is handed.
let accepted = 0;

const answers = {
  greet: (name) => `hello ${name}`,
  echo: (value) => value,
  pid: () => process.pid,
  fail: () => {
    throw new RangeError('the engine refuses');
  },
  environment: () => ({
    arguments: process.argv.slice(2),
    script: process.argv[1],
    type: process.type,
    hasSend: typeof process.send,
    mark: process.env.FIXTURE_MARK,
  }),
};

process.parentPort.on('message', ({ data, ports }) => {
  if (data.kind === 'exit') process.exit(data.code);
  if (data.kind === 'throw') throw new Error('thrown on purpose');
  if (data.kind === 'spin') for (;;);
  if (data.kind === 'print') console.log(data.text);
  if (data.kind === 'client') serve(ports[0]);
  process.parentPort.postMessage({ kind: 'heard', what: data.kind, accepted, ports: ports.length });
});

function serve(port) {
  accepted += 1;
  port.on('message', ({ data, ports }) => answer(port, data, ports));
  port.on('close', () => process.parentPort.postMessage({ kind: 'client-gone' }));
  port.start();
}

function answer(port, { id, name, input }, [extra]) {
  if (name === 'take-port') {
    extra.on('message', ({ data }) => extra.postMessage(`engine heard ${data}`));
    extra.start();
    return;
  }
  try {
    port.postMessage({ id, result: answers[name](input) });
  } catch (error) {
    port.postMessage({ id, error: error.message });
  }
}
