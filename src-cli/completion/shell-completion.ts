/** Completion scripts for bash, zsh and fish, made from the command tree, so that they can never name what does not exist. */
import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

interface CommandWords {
  /** `keywright key list` → "key list"; the program itself is "". */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly says: string }[];
  readonly options: readonly { readonly flag: string; readonly says: string }[];
}

export function completionScript(program: Command, shell: Shell): string {
  const tree = collectWords(program, []);
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](tree);
}

function collectWords(command: Command, path: readonly string[]): CommandWords[] {
  const help = command.createHelp();
  const subcommands = help
    .visibleCommands(command)
    .map((child) => ({ name: child.name(), says: child.description() }));
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].flatMap(
    (option) =>
      option.long === undefined ? [] : [{ flag: option.long, says: option.description }],
  );
  const own = { path: path.join(' '), subcommands, options };
  const children = command.commands.flatMap((child) =>
    collectWords(child, [...path, child.name()]),
  );
  return [own, ...children];
}

/** One case a command: its subcommands, or its options once a dash is typed; files otherwise. */
function wordCases(tree: readonly CommandWords[]): string {
  return tree
    .map(({ path, subcommands, options }) => {
      const names = subcommands.map(({ name }) => name).join(' ');
      const flags = options.map(({ flag }) => flag).join(' ');
      return `    "${path}") names="${names}"; flags="${flags}" ;;`;
    })
    .join('\n');
}

/** Walks the words typed so far as long as they name commands. Runs in bash and in zsh. */
function walkFunction(tree: readonly CommandWords[]): string {
  return `_keywright_words() {
  local path="" word next
  for word in "$@"; do
    next="\${path:+$path }$word"
    case "|${tree.map(({ path }) => path).join('|')}|" in
      *"|$next|"*) path="$next" ;;
    esac
  done
  names=""; flags=""
  case "$path" in
${wordCases(tree)}
  esac
}`;
}

function bashScript(tree: readonly CommandWords[]): string {
  return `# keywright completion bash > ~/.local/share/bash-completion/completions/keywright
${walkFunction(tree)}
_keywright() {
  local names flags current="\${COMP_WORDS[COMP_CWORD]}"
  _keywright_words "\${COMP_WORDS[@]:1:COMP_CWORD-1}"
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$names" -- "$current")) ;;
  esac
}
complete -o default -F _keywright keywright`;
}

function zshScript(tree: readonly CommandWords[]): string {
  return `#compdef keywright
# keywright completion zsh > "\${fpath[1]}/_keywright"
${walkFunction(tree)}
_keywright() {
  local names flags
  _keywright_words "\${(@)words[2,CURRENT-1]}"
  case "\${words[CURRENT]}" in
    -*) compadd -- \${=flags} ;;
    *) if [[ -n "$names" ]]; then compadd -- \${=names}; else _files; fi ;;
  esac
}
compdef _keywright keywright`;
}

function fishScript(tree: readonly CommandWords[]): string {
  const lines = tree.flatMap(({ path, subcommands, options }) => {
    const condition = fishCondition(path, subcommands);
    const names = subcommands.map(
      ({ name, says }) => `complete -c keywright -n ${condition} -f -a ${name} -d ${quote(says)}`,
    );
    const flags = options.map(
      ({ flag, says }) =>
        `complete -c keywright -n ${condition} -l ${flag.slice(2)} -d ${quote(says)}`,
    );
    return [...names, ...flags];
  });
  return `# keywright completion fish > ~/.config/fish/completions/keywright.fish\n${lines.join('\n')}`;
}

function fishCondition(path: string, subcommands: readonly { readonly name: string }[]): string {
  if (path === '') return '__fish_use_subcommand';
  const seen = path
    .split(' ')
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join('; and ');
  const notYet = subcommands.map(({ name }) => name).join(' ');
  const test = notYet === '' ? seen : `${seen}; and not __fish_seen_subcommand_from ${notYet}`;
  return quote(test);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
