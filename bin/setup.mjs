// Makes a bare clone ready to run: installs the dependencies, among them the Node that runs Ringfence, when they are
// missing or not those of the lockfile. Runs before `npm start`, `npm test` and `bin/ringfence` on whatever Node (20 or
// newer) is there, so it is plain JavaScript that needs no package. Says nothing when there is nothing to do, and never
// writes to standard output: that belongs to the command which comes next.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const binaries = join(modules, '.bin');
const pinnedNode = join(binaries, 'node');
const pinnedMajor = 26;
// bin/ringfence looks at its age to know, without starting a Node, that nothing is to be done.
const stampFile = join(modules, '.ringfence-setup');
const lockFolder = join(root, '.build', 'setup.lock');

setUp();

function setUp() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    stop(`Ringfence needs Node 20 or newer to set itself up; this is ${process.version}.`);
  }
  const wanted = wantedStamp();
  if (isInstalled(wanted)) return touchStamp();
  lock();
  // Another process may have installed everything while this one waited for it.
  if (isInstalled(wanted)) return;
  install();
  requirePinnedNode();
  writeFileSync(stampFile, wanted);
}

/** What must be installed: these exact packages, for this machine, with or without those for development. */
function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  const packages = process.env.NODE_ENV === 'production' ? 'production' : 'everything';
  return `${hash} ${process.platform}-${process.arch} ${packages}\n`;
}

function installedStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

function isInstalled(wanted) {
  // What serves development serves production too.
  const enough = [wanted, wanted.replace('production', 'everything')];
  return enough.includes(installedStamp()) && existsSync(pinnedNode);
}

/** A checkout of another commit with the same packages: the lockfile is newer than the stamp, yet nothing is to be done. */
function touchStamp() {
  if (statSync(stampFile).mtimeMs > statSync(lockfile).mtimeMs) return;
  try {
    writeFileSync(stampFile, installedStamp());
  } catch {
    // Installed by somebody else, who alone may write here. The next run looks again; that is all.
  }
}

function install() {
  say('Installing the packages of package-lock.json (the first time, or because it changed) ...');
  // npm and its scripts must not run on the Node in node_modules: that is what they are about to replace.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== binaries)
    .join(delimiter);
  const environment = { ...process.env, PATH: path };
  const [command, ...before] = npmCommand();
  const { status, error } = spawnSync(
    command,
    [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      env: environment,
      stdio: ['ignore', 2, 2],
    },
  );
  if (error) stop(`npm could not be started (${error.message}). It comes with Node: https://nodejs.org`);
  if (status !== 0) stop('npm could not install the packages: its own message is above.');
}

/** The npm that called us, on the Node that it runs on; otherwise the one on the path. */
function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const isOurs = node === undefined || node.startsWith(modules);
  if (npm !== undefined && basename(npm) === 'npm-cli.js' && !isOurs) return [node, npm];
  return ['npm'];
}

/** Two commands started at once in a bare clone: one installs, the other waits. */
function lock() {
  mkdirSync(dirname(lockFolder), { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(join(lockFolder, 'pid'), String(process.pid));
      process.on('exit', () => rmSync(lockFolder, { recursive: true, force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (waited === 5) say('Another process is installing the packages: waiting for it ...');
    if (waited > 5 && !isHolderAlive()) rmSync(lockFolder, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function isHolderAlive() {
  try {
    process.kill(Number(readFileSync(join(lockFolder, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Official builds of Node 26 need libatomic, which a minimal Debian or Ubuntu does not have. */
function requirePinnedNode() {
  let trial = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (/libatomic\.so/.test(trial.stderr ?? '') && process.getuid?.() === 0) {
    say(
      `Node ${pinnedMajor} needs the library libatomic, which this machine lacks: installing it with apt-get ...`,
    );
    const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'libatomic1'], options);
    trial = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  }
  if (trial.status === 0) return;
  if (trial.error?.code === 'ENOENT') {
    stop(
      `There is no ready-made Node ${pinnedMajor} for ${process.platform}-${process.arch} among the packages. ` +
        'Ringfence runs on linux-x64, linux-arm64 (both with glibc) and darwin-arm64.',
    );
  }
  stop(
    `The Node ${pinnedMajor} in node_modules does not run on this machine: ${trial.error?.message ?? trial.stderr.trim()}\n` +
      'If it asks for libatomic.so.1, install that: `apt-get install libatomic1`, `dnf install libatomic`.',
  );
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(1);
}
