import { posterSizes } from '../../walls/model.ts';
import { humanCode, whyNoPoster } from '../../walls/poster-code.ts';
import type { PosterPrint } from '../../walls/queries/prints.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { TicksField } from '../kit/ui/form-choice.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { placeTitle, Zh } from '../policies/titles.tsx';
import { smallestPaper } from './press-posters.ts';
import { printWords } from './print-words.ts';
import type { WallRow } from './read-walls.ts';
import { wallWords } from './words.ts';

interface PrintProps {
  readonly form: FormState;
  /** The one place whose sheets are printed; empty for all. */
  readonly place: string;
  readonly rows: readonly WallRow[];
  /** What has just been made. */
  readonly made: readonly PosterPrint[];
}

/** The value of a sheet's tick: a policy and a place. */
export function tickOf({ code, place }: { code: string; place: string }): string {
  return `${code}@${place}`;
}

/** Makes several sheets at once, each a print of its own. */
export function PrintPage({ form, place, rows, made }: PrintProps) {
  const { page } = form;
  const say = printWords(page.lang);
  const back = place === '' ? paths.walls() : paths.wall(place);
  const title = place === '' ? say('title') : say('titleAt', { place: placeTitle(page, place) });
  return (
    <Frame
      page={page}
      form={form}
      title={title}
      current="policies"
      crumbs={[
        { title: wallWords(page.lang)('title'), href: paths.walls() },
        ...(place === '' ? [] : [{ title: placeTitle(page, place), href: back }]),
      ]}
    >
      {made.length === 0 ? null : <Made page={page} made={made} />}
      <Refusal page={page} />
      {rows.length === 0 ? (
        <Empty title={say('nothing')} />
      ) : (
        <>
          <p>{say('lead')}</p>
          <PageForm form={form} action={paths.printWalls(place === '' ? {} : { place })}>
            <div class="policy-picks">
              <TicksField
                form={form}
                name="sheets"
                label={say('sheets')}
                options={rows.map((row) => optionOf(page, row))}
                wide
              />
            </div>
            <SelectField
              form={form}
              name="size"
              label={say('size')}
              hint={say('sizeHint')}
              options={[
                { value: smallestPaper, title: say('smallest') },
                ...posterSizes.map((size) => ({ value: size, title: size.toUpperCase() })),
              ]}
            />
            <FormActions>
              <Button kind="primary" hotkey="Ctrl+Enter">
                {say('print')}
              </Button>
              <a href={back}>{say('cancel')}</a>
            </FormActions>
          </PageForm>
        </>
      )}
    </Frame>
  );
}

function optionOf(page: Page, row: WallRow) {
  const say = printWords(page.lang);
  const { code, title, task } = row;
  const isDue = task !== undefined && task.why !== 'unchecked';
  return {
    value: tickOf(row),
    title: say('sheet', { place: placeTitle(page, row.place), code, title }),
    hint: isDue ? say('due', { version: task.version }) : undefined,
  };
}

/** Why no sheet can be printed, and where to set it right. */
function Refusal({ page }: { readonly page: Page }) {
  const say = printWords(page.lang);
  const refusal = whyNoPoster(page.document.publicUrl);
  if (refusal === undefined) return null;
  return (
    <Notice tone="bad" title={say('cannot')}>
      <p>
        <InChinese lang={page.lang}>{refusal}</InChinese>
      </p>
      {mayAt(page, 'catalogue.edit') ? (
        <p>
          <a href={paths.setUpSite()}>{say('setAddress')}</a>
        </p>
      ) : null}
    </Notice>
  );
}

/** The sheets that were made: one PDF for all of them, and one for each paper where there are several. */
function Made({ page, made }: { readonly page: Page; readonly made: readonly PosterPrint[] }) {
  const say = printWords(page.lang);
  const count = made.length;
  const papers = [...Map.groupBy(made, ({ size }) => size)];
  const idsOf = (prints: readonly PosterPrint[]) => prints.map(({ id }) => id);
  return (
    <Panel title={say('made', { count })} tone="good" id="made">
      <p>{say('madeLead')}</p>
      <p class="policy-wall-acts">
        <ButtonLink kind="primary" href={paths.wallPosters(idsOf(made))}>
          {say('open', { count })}
        </ButtonLink>
        {papers.length < 2
          ? null
          : papers.map(([size, prints]) => (
              <ButtonLink href={paths.wallPosters(idsOf(prints))}>
                {say('openSize', { size: size.toUpperCase(), count: prints.length })}
              </ButtonLink>
            ))}
      </p>
      <DataTable
        caption={say('made', { count })}
        captioned="unseen"
        columns={printColumns(page)}
        rows={made}
      />
    </Panel>
  );
}

function printColumns(page: Page): Column<PosterPrint>[] {
  const say = printWords(page.lang);
  return [
    { title: say('code'), cell: ({ id }) => <span class="number">{humanCode(id)}</span> },
    { title: say('place'), cell: ({ place }) => <span>{placeTitle(page, place)}</span> },
    { title: say('policy'), cell: ({ code }) => <Zh>{code}</Zh> },
    { title: say('version'), cell: ({ version }) => <span>{say('nth', { version })}</span> },
    { title: say('paper'), cell: ({ size }) => <span>{size.toUpperCase()}</span> },
  ];
}
