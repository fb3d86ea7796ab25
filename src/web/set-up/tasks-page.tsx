import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import type { Task } from './tasks.ts';
import { setUpWords } from './words.ts';

const stateWords = {
  done: 'done',
  started: 'started',
  'not-started': 'notStarted',
  looked: 'looked',
} as const;
const tones = { done: 'good', started: 'warn', 'not-started': 'neutral', looked: 'info' } as const;

/** What there is to do, in order, each with how far it has come. */
export function TasksPage({ page, tasks }: { page: Page; tasks: readonly Task[] }) {
  const say = setUpWords(page.lang);
  const isOver = tasks.every(({ isOptional, state }) => isOptional || state === 'done');
  return (
    <Frame page={page} title={say('title')}>
      {isOver ? (
        <Notice tone="good" title={say('allDone')}>
          <p>{say('allDoneHelp')}</p>
          <ButtonLink href={paths.desk()}>{say('toDesk')}</ButtonLink>
        </Notice>
      ) : (
        <p>{say('lead')}</p>
      )}
      <ol class="tasks" aria-label={say('tasks')}>
        {tasks.map((task) => (
          <li class={`task task-${task.state}`} data-row-link={task.href}>
            <div class="task-words">
              <a class="task-title" href={task.href}>
                {say(task.name)}
              </a>
              <p class="task-help">{say(`${task.name}Help`)}</p>
              {task.note === undefined ? null : <p class="task-note">{task.note}</p>}
            </div>
            <div class="task-state">
              <Tag tone={tones[task.state]}>{say(stateWords[task.state])}</Tag>
              {task.isOptional && task.state === 'not-started' ? (
                <span class="quiet">{say('optional')}</span>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </Frame>
  );
}
