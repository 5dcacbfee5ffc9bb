/** Dialogs that a person has dismissed; specs put other answers in their place. */
export const dialog = {
  showOpenDialog: (): Promise<Electron.OpenDialogReturnValue> =>
    Promise.resolve({ canceled: true, filePaths: [] }),
  showOpenDialogSync: (): string[] | undefined => undefined,
  showSaveDialog: (): Promise<Electron.SaveDialogReturnValue> =>
    Promise.resolve({ canceled: true, filePath: '' }),
  showSaveDialogSync: (): string => '',
  showMessageBox: (): Promise<Electron.MessageBoxReturnValue> =>
    Promise.resolve({ response: 0, checkboxChecked: false }),
  showMessageBoxSync: (): number => 0,
  showErrorBox: (title: string, content: string): void => {
    process.stderr.write(`${title}: ${content}\n`);
  },
} satisfies Partial<Electron.Dialog>;
