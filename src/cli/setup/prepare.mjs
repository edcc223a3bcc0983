import { compile, isBuilt } from './compile.mjs';
import { install, isInstalled } from './install.mjs';
import { SetupError, say } from './project.mjs';
import { underSetupLock } from './setup-lock.mjs';

const OLDEST_NODE = [20, 19];

/**
 * Installs and builds what is missing or out of date; does nothing when all is as it should be. Ends the process with
 * one sentence when that fails.
 */
export async function prepare() {
  try {
    checkNode();
    if (isInstalled() && isBuilt()) return;
    await underSetupLock(
      async () => {
        // Asked again: another process may have done it while we waited.
        if (!isInstalled()) await install();
        if (!isBuilt()) await compile();
      },
      () => say('另一个进程正在安装或编译，等它做完……'),
    );
  } catch (error) {
    say(explain(error));
    process.exit(1);
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `需要 Node.js ${OLDEST_NODE.join('.')} 或更新，这里是 ${process.versions.node}`,
  );
}

function explain(error) {
  if (error instanceof SetupError) return error.message;
  if (['EACCES', 'EROFS', 'EPERM'].includes(error.code)) {
    return `当前账号不能写入项目文件夹（${error.path}），无法安装或编译`;
  }
  if (error.code === 'ENOSPC') return '磁盘已满，无法安装或编译';
  return error.stack;
}
