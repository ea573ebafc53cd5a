import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { Socket } from 'node:net';
import { processOptions, type RunAs } from './run-as.ts';

/**
 * Runs the server and, beside it, a guard that reads from a pipe to our process. However we end, by SIGKILL too, the pipe
 * ends with us, and the guard stops the server. Both ignore what the terminal and the service manager send to a whole
 * group: the server must outlive us by the moment in which we finish what we are doing.
 */
const script = `
signal=$1 socket_folder=$2 throwaway_folder=$3
shift 3
trap '' HUP INT TERM
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( read -r _ <&3; trap '' USR1; kill -s "$signal" "$server" ) 2>/dev/null &
guard=$!
exec 3<&-
wait "$server"
code=$?
# Kills the guard only if it is still reading, which means that the server ended by itself and will be started again.
kill -s USR1 "$guard" 2>/dev/null
wait "$guard" 2>/dev/null
guard_code=$?
cd /
rmdir "$socket_folder" 2>/dev/null
if [ "$guard_code" -le 128 ] && [ -n "$throwaway_folder" ]; then rm -rf "$throwaway_folder"; fi
exit "$code"
`;

export interface Supervised {
  readonly child: ChildProcess;
  /** Settles when the server and its guard have ended, with how they did. */
  readonly ended: Promise<string>;
}

export interface SupervisedCommand {
  readonly command: readonly string[];
  readonly workingFolder: string;
  readonly logFile: string;
  readonly socketFolder: string;
  /** Removed when we end. The server is then stopped as by a power cut, without writing what nobody will read. */
  readonly throwawayFolder: string | undefined;
}

export const supervise = async (runAs: RunAs, what: SupervisedCommand): Promise<Supervised> => {
  // INT ends the connections and writes everything to disk; QUIT just ends.
  const signal = what.throwawayFolder === undefined ? 'INT' : 'QUIT';
  const folders = [what.socketFolder, what.throwawayFolder ?? ''];
  const log = await open(what.logFile, 'a', 0o600);
  const child = spawn('/bin/sh', ['-c', script, 'ringfence-postgres', signal, ...folders, ...what.command], {
    ...processOptions(runAs),
    cwd: what.workingFolder,
    // A session of its own: Ctrl-C is sent to everything that belongs to the terminal's.
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
  });
  const ended = new Promise<string>((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signalName) => settle(signalName ?? `exit code ${code}`));
  });
  await log.close();
  // It must not keep us from ending: when we have nothing left to do, it goes.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return { child, ended };
};

/** Ends the server as the guard would, and waits for it. */
export const endSupervised = async ({ child, ended }: Supervised): Promise<void> => {
  child.ref();
  child.stdin?.end();
  await ended;
};
