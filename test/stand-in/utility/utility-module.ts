/** What `import … from 'electron'` gives in a utility process. */
export const net = {
  fetch: (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
    fetch(input, init),
  isOnline: (): boolean => true,
};
