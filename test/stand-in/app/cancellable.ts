/** An event of Electron's that a listener may refuse with `preventDefault()`. */
export interface Cancellable {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function cancellable<T extends object>(details: T): Cancellable & T {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
    ...details,
  };
  return event;
}
