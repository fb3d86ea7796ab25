import { chartedPosts, patrolRouteOf } from '../../catalogue/charts.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { AreaField } from '../kit/ui/form-area.tsx';
import { Fields } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { TickField } from '../kit/ui/form-tick.tsx';
import { type ChartPart, isFlow, moreRows } from './settings.ts';
import { chartWords } from './words.ts';

interface FieldsProps {
  readonly form: FormState;
  readonly document: SiteDocument;
  readonly part: ChartPart;
}

/** The fields from which a chart is drawn. */
export function ChartFields(props: FieldsProps) {
  const { part, form } = props;
  const say = chartWords(form.page.lang);
  if (part === 'organisation') return <PostFields {...props} />;
  if (part === 'patrol-route') return <RouteFields {...props} />;
  if (isFlow(part)) return <FlowFields form={form} />;
  return <TickField form={form} name="posted" label={say('postedField')} />;
}

function PostFields({ form, document }: FieldsProps) {
  const { lang } = form.page;
  const say = chartWords(lang);
  const posts = chartedPosts(document);
  const title = (post: { title: string; en: string }) => (lang === 'en' ? post.en : post.title);
  return (
    <>
      <p class="quiet">
        {say('organisationHelp')} <a href={paths.setUpPosts()}>{say('toPosts')}</a>
      </p>
      {posts.map((post, at) => (
        <fieldset class="settings-row post-row">
          <legend>
            {title(post)}{' '}
            <span class="quiet" lang="zh-CN">
              {post.department}
            </span>
          </legend>
          <Fields>
            <SelectField
              form={form}
              name={`posts.${at}.reportsTo`}
              label={say('reportsTo')}
              empty={say('top')}
              options={posts
                .filter(({ code }) => code !== post.code)
                .map((other) => ({ value: other.code, title: title(other) }))}
            />
            <TextField
              form={form}
              name={`posts.${at}.duties`}
              label={say('duties')}
              maxlength={60}
            />
          </Fields>
        </fieldset>
      ))}
      <fieldset class="settings-row">
        <legend>{say('departmentDuties')}</legend>
        <Fields>
          {document.departments.map((name, at) => (
            <TextField form={form} name={`departments.${at}`} label={name} maxlength={60} />
          ))}
        </Fields>
      </fieldset>
    </>
  );
}

function RouteFields({ form, document }: FieldsProps) {
  const say = chartWords(form.page.lang);
  const { points } = patrolRouteOf(document);
  const fresh = Array.from({ length: moreRows }, (_, at) => `new${at + 1}`);
  return (
    <>
      <Fields>
        <TextField form={form} name="title" label={say('chartTitle')} required />
        <TextField form={form} name="start" label={say('start')} hint={say('startHint')} required />
      </Fields>
      <p class="quiet">{say('pointsHelp')}</p>
      {points.map((point, at) => (
        <PointRow form={form} row={String(at)} legend={point.title} />
      ))}
      {fresh.map((row) => (
        <PointRow form={form} row={row} legend={say('newPoint')} />
      ))}
    </>
  );
}

function PointRow({ form, row, legend }: { form: FormState; row: string; legend: string }) {
  const say = chartWords(form.page.lang);
  const name = (part: string) => `points.${row}.${part}`;
  return (
    <fieldset class="settings-row route-point">
      <legend lang={row.startsWith('new') ? undefined : 'zh-CN'}>{legend}</legend>
      <Fields>
        <TextField form={form} name={name('order')} label={say('order')} inputmode="decimal" />
        <TextField form={form} name={name('at')} label={say('at')} />
        <TextField form={form} name={name('title')} label={say('point')} />
        <TextField form={form} name={name('see')} label={say('see')} />
        <TextField form={form} name={name('walk')} label={say('walk')} inputmode="numeric" />
        <TextField form={form} name={name('stay')} label={say('stay')} inputmode="numeric" />
        <TickField form={form} name={name('landmark')} label={say('landmark')} />
      </Fields>
    </fieldset>
  );
}

function FlowFields({ form }: { form: FormState }) {
  const say = chartWords(form.page.lang);
  const lines = form.values.text('steps').split('\n').length;
  return (
    <>
      <Fields>
        <TextField form={form} name="title" label={say('chartTitle')} required />
        <TextField form={form} name="lanes" label={say('lanes')} hint={say('lanesHint')} required />
      </Fields>
      <AreaField
        form={form}
        name="steps"
        label={say('steps')}
        hint={say('stepsHelp')}
        rows={Math.min(40, Math.max(12, lines + 2))}
        required
      />
    </>
  );
}
