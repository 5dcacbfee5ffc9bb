/** The command tree and the options every command has. Names and options are the contract of docs/cli.md. */
import { Command, Help, type Option } from 'commander';
import type { Run } from './cli.ts';
import { addApiCommands } from './commands/api-commands.ts';
import { addAuditCommands } from './commands/audit-commands.ts';
import { addBackupCommands } from './commands/backup-commands.ts';
import { addCompletionCommand } from './commands/completion-command.ts';
import { addClipboardCommand } from './commands/copy-command.ts';
import { addDoctorCommand } from './commands/doctor-command.ts';
import { addDueCommand } from './commands/due-command.ts';
import { addEntryCommands } from './commands/entry-commands.ts';
import { addExplainCommand } from './commands/explain-command.ts';
import { addGatewayCommand } from './commands/gateway-command.ts';
import { addImportCommand } from './commands/import-command.ts';
import { addInitCommand } from './commands/init-command.ts';
import { addIssueCommand } from './commands/issue-command.ts';
import { addKeyCommands } from './commands/key-commands.ts';
import { addListCommand } from './commands/list-command.ts';
import { addLockCommands } from './commands/lock-commands.ts';
import { addOwnerCommands } from './commands/owner-commands.ts';
import { addPasswordCommand } from './commands/password-command.ts';
import { addRevokeCommand } from './commands/revoke-command.ts';
import { addRoleCommands } from './commands/role-commands.ts';
import { addRotationCommands } from './commands/rotation-commands.ts';
import { addScanRulesCommand } from './commands/scan-rules-command.ts';
import { addServeCommand } from './commands/serve-command.ts';
import { addStoreGroup } from './commands/store-commands.ts';
import { addTourCommand } from './commands/tour-command.ts';
import { addVaultCommand } from './commands/vault-command.ts';
import { addVerifyCommand } from './commands/verify-command.ts';
import type { OutputStreams } from './output/output.ts';

export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-input. */
  readonly input?: boolean;
  readonly yes?: boolean;
  readonly passwordFile?: string;
  readonly store?: string;
}

interface ProgramParts {
  readonly run: Run;
  readonly host: OutputStreams & { readonly version: string };
  readonly isJson: boolean;
}

export function createProgram(parts: ProgramParts): Command {
  const program = new Command('keywright')
    .description('API keys in one place: an encrypted catalog, issuing, verifying, rotating.')
    .version(parts.host.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .option('--json', 'print one JSON object, errors too')
    .option('-q, --quiet', 'print data only, no notes')
    .option('-y, --yes', 'answer yes to every confirmation')
    .option('--no-input', 'never ask; what is missing is an error')
    .option(
      '--password-file <file>',
      'read the vault password from a file (or set KEYWRIGHT_PASSWORD_FILE)',
    )
    .option('--store <url>', 'a shared store, postgres://… (or set KEYWRIGHT_STORE)')
    .configureHelp({ showGlobalOptions: true, optionDescription: describeOption })
    .showSuggestionAfterError(true)
    .addHelpText('after', FOOTER);
  configureEdges(program, parts);
  addVaultCommands(program, parts.run);
  addStoreCommands(program, parts.run);
  return program;
}

const FOOTER = `
Start here:
  $ keywright init                      create a vault and a verification store
  $ keywright unlock                    stay unlocked for 10 idle minutes
  $ keywright tour                      see everything work on a throwaway vault

Exit codes: 0 ok, 1 negative answer, 2 bad input, 3 locked, 4 not found, 5 conflict,
6 unavailable, 7 denied, 8 damaged, 70 internal error, 130 interrupted.`;

/** A repeatable option starts as an empty list, which tells a reader nothing. */
function describeOption(option: Option): string {
  return new Help().optionDescription(option).replace(' (default: [])', '');
}

function addVaultCommands(program: Command, run: Run): void {
  program.commandsGroup('Vault:');
  addInitCommand(program, run);
  addLockCommands(program, run);
  addPasswordCommand(program, run);
  addVaultCommand(program, run);
  addDoctorCommand(program, run);
  program.commandsGroup('Catalog:');
  addListCommand(program, run);
  addDueCommand(program, run);
  addEntryCommands(program, run);
  addClipboardCommand(program, run);
  addImportCommand(program, run);
  addBackupCommands(program, run);
}

function addStoreCommands(program: Command, run: Run): void {
  program.commandsGroup('Keys of your own APIs:');
  addApiCommands(program, run);
  addOwnerCommands(program, run);
  addRoleCommands(program, run);
  addIssueCommand(program, run);
  addKeyCommands(program, run);
  addRotationCommands(program, run);
  addRevokeCommand(program, run);
  program.commandsGroup('Verifying:');
  addVerifyCommand(program, run);
  addExplainCommand(program, run);
  addServeCommand(program, run);
  addGatewayCommand(program, run);
  addScanRulesCommand(program, run);
  addAuditCommands(program, run);
  program.commandsGroup('Shared store:');
  addStoreGroup(program, run);
  program.commandsGroup('More:');
  addTourCommand(program, run);
  addCompletionCommand(program, run);
}

/** Commander prints help itself; its errors are thrown, and printed by run-cli.ts without repeating arguments. */
function configureEdges(command: Command, parts: ProgramParts): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => parts.host.stdout.write(text),
    writeErr: (text) => {
      if (!parts.isJson) parts.host.stderr.write(text);
    },
    outputError: () => undefined,
  });
}
