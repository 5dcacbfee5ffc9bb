import type { LoginStart } from '../../src-shared/desk/login-start.ts';

/** The system's own list of what starts at login. Both read it anew. */
export interface LoginStartPort {
  look(): LoginStart;
  /** Throws file/unwritable or desk/no-login-start. */
  set(isOn: boolean): Promise<LoginStart>;
}
