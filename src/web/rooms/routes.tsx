import { Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { RoomCard } from './card.tsx';
import { readRoom, suggestRooms } from './read-room.ts';

/** The longest text that is looked up as a room. Units: characters. */
const longestRoom = 60;

/** What a form asks while a room is typed into it. */
export function roomRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/rooms', async (context) => {
    const page = context.get('page');
    demand(page.who, 'record.read', { site: page.site });
    const typed = (context.req.query('q') ?? '').trim().slice(0, longestRoom);
    return context.json(await suggestRooms(home, page, typed));
  });
  routes.get('/rooms/card', async (context) => {
    const page = context.get('page');
    demand(page.who, 'record.read', { site: page.site });
    const typed = (context.req.query('room') ?? '').trim().slice(0, longestRoom);
    if (typed === '') return context.body(null, 204);
    const known = await readRoom(home, page, typed);
    return context.html(<RoomCard page={page} known={known} />);
  });
  return routes;
}
