import type { World } from './world.ts';

const width = 28;

/** A progress bar on one line of the terminal; silent where nobody looks. */
export interface Bar {
  show(step: string, done: number, total: number): void;
  end(): void;
}

/** Makes a bar that redraws only when a whole percent has passed or the step has changed. */
export function progressBar(world: Pick<World, 'isTerminal' | 'err'>): Bar {
  let shown = '';
  return {
    show(step, done, total) {
      if (!world.isTerminal) return;
      const share = total === 0 ? 1 : Math.min(done / total, 1);
      const filled = Math.round(share * width);
      const percent = String(Math.floor(share * 100)).padStart(3);
      const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent}%  ${step} ${done}/${total}`;
      if (line === shown) return;
      shown = line;
      world.err(`\r\u001b[K${line}`);
    },
    end() {
      if (shown !== '') world.err('\r\u001b[K');
      shown = '';
    },
  };
}
