/** What the main process and a utility process tell each other; `data` is text of the codec, ports are ids of the hub. */
export type ToUtility =
  | { readonly t: 'message'; readonly data: string; readonly ports: readonly string[] }
  | {
      readonly t: 'port-message';
      readonly port: string;
      readonly data: string;
      readonly ports: readonly string[];
    }
  | { readonly t: 'port-closed'; readonly port: string };

export type FromUtility =
  | { readonly t: 'message'; readonly data: string }
  | {
      readonly t: 'port-post';
      readonly port: string;
      readonly data: string;
      readonly ports: readonly string[];
    }
  | { readonly t: 'port-start'; readonly port: string }
  | { readonly t: 'port-close'; readonly port: string };
