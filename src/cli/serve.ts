import type { Command } from 'commander';
import { AppError } from '../core/app-error.ts';
import { homeOptions } from './with-home.ts';
import type { Verdict, World } from './world.ts';

/** `serve`: the server, until it is asked to stop. */
export function addServeVerb(program: Command, world: World, _verdict: Verdict): void {
  homeOptions(program.command('serve'))
    .description('启动服务')
    .option('--port <PORT>', '端口', '8080')
    .option('--host <HOST>', '监听地址', '127.0.0.1')
    .option('--demo', '在演示目录里讲一个办公室的故事，可登录试用；不指定 --home 则用临时目录')
    .action(async (options) => {
      const port = portOf(options.port);
      // Every other verb starts twice as fast without the pages, which only this one shows.
      const { serve } = await import('./serve-home.ts');
      await serve(world, { ...options, port });
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new AppError('usage', `端口“${text}”不对，请填 0 到 65535 的整数。`);
}
