/** `app.commandLine`: the switches that reach Chromium, and those the stand-in reads itself. */
export class CommandLine {
  readonly switches: Map<string, string> = new Map<string, string>();

  appendSwitch(name: string, value?: string): void {
    this.switches.set(name, value ?? '');
  }

  hasSwitch(name: string): boolean {
    return this.switches.has(name);
  }

  getSwitchValue(name: string): string {
    return this.switches.get(name) ?? '';
  }

  removeSwitch(name: string): void {
    this.switches.delete(name);
  }

  appendArgument(_value: string): void {
    // Chromium's free arguments are pages to open; the stand-in opens windows itself.
  }
}
