#!/bin/sh
# Runs a command in a session of its own: an empty home, a private message bus and an unlocked GNOME keyring on it.
# Nothing of the person's own session is read or written, and nothing is left behind. Exit code: the command's.
set -eu

if [ $# -eq 0 ]; then
  echo "usage: with-keyring.sh COMMAND [ARGUMENT]..." >&2
  exit 2
fi

directory=$(mktemp -d "${TMPDIR:-/tmp}/kw-test.XXXXXX")
trap 'rm -rf "$directory"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

export HOME="$directory/home"
export XDG_RUNTIME_DIR="$directory/run"
export XDG_DATA_HOME="$directory/data"
export XDG_CACHE_HOME="$directory/cache"
export XDG_CONFIG_HOME="$directory/config"
export XDG_STATE_HOME="$directory/state"
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME"
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY XAUTHORITY GNOME_KEYRING_CONTROL

# The line on the daemon's input is the password of the keyring, which it makes and unlocks. It is ended by its id: one that is
# still starting when the bus goes away would stay.
dbus-run-session -- sh -c '
  printf "a password for tests\n" |
    gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  keyring=$!
  trap "kill $keyring 2>/dev/null" EXIT
  gdbus wait --session --timeout 30 org.freedesktop.secrets || exit 2
  "$@"
' sh "$@"
