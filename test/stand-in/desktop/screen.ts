import { EventEmitter } from 'node:events';

const SIZE = { width: 1600, height: 1000 };
const WORK_SIZE = { width: 1600, height: 970 };

const display = {
  id: 1,
  label: 'stand-in',
  bounds: { x: 0, y: 0, ...SIZE },
  workArea: { x: 0, y: 0, ...WORK_SIZE },
  size: SIZE,
  workAreaSize: WORK_SIZE,
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  touchSupport: 'unknown',
} satisfies Partial<Electron.Display>;

/** One display of a fixed size. */
class Screen extends EventEmitter {
  getPrimaryDisplay(): typeof display {
    return display;
  }

  getAllDisplays(): (typeof display)[] {
    return [display];
  }

  getDisplayNearestPoint(): typeof display {
    return display;
  }

  getDisplayMatching(): typeof display {
    return display;
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }
}

export const screen: Screen = new Screen();
