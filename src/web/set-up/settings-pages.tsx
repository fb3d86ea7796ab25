import type { Child } from 'hono/jsx';
import { roles } from '../../access/model.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { roleTitle } from '../people/role-fields.tsx';
import { RoomExample } from './room-example.tsx';
import { patternOf, roomShapes } from './settings.ts';
import { Stale } from './stale.tsx';
import { setUpWords } from './words.ts';

interface SettingsProps {
  readonly form: FormState;
  /** The version that the form was made from. */
  readonly version: number;
  readonly document: SiteDocument;
  /** What stands in force, as the form would show it. */
  readonly current: Readonly<Record<string, string>>;
}

type Titled = 'site' | 'projects' | 'places' | 'posts';

function SettingsFrame(props: SettingsProps & { title: Titled; children?: Child }) {
  const { form, version, title, children } = props;
  const { page } = form;
  const say = setUpWords(page.lang);
  const path = page.path.split('?')[0] ?? page.path;
  const isStale = form.error?.code === 'stale-version';
  return (
    <Frame
      page={page}
      title={say(title)}
      // No field is wrong where another was quicker: what differs is shown instead.
      form={isStale ? { ...form, problems: [] } : form}
      crumbs={[{ title: say('title'), href: paths.setUp() }]}
    >
      {isStale ? <Stale {...props} /> : null}
      {form.isDraft ? (
        <Notice tone="info" title={say('draft')}>
          <a href={`${path}?draft=none`}>{say('draftAway')}</a>
        </Notice>
      ) : null}
      <p class="quiet">{say(`${title}Help`)}</p>
      <div class="settings">
        <PageForm form={form} action={path} draft={path}>
          <input type="hidden" name="expects" value={String(version)} />
          {children}
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {say('save')}
            </Button>
          </FormActions>
        </PageForm>
      </div>
      <p class="quiet">{say('history', { version })}</p>
    </Frame>
  );
}

/** Company, time, address, sealing day and mail. */
export function SiteSettingsPage(props: SettingsProps) {
  const { form } = props;
  const say = setUpWords(form.page.lang);
  return (
    <SettingsFrame {...props} title="site">
      <TextField
        form={form}
        name="company"
        label={say('company')}
        hint={say('companyHint')}
        required
        autofocus
      />
      <TextField
        form={form}
        name="timeZone"
        label={say('timeZone')}
        hint={say('timeZoneHint')}
        required
      />
      <TextField
        form={form}
        name="publicUrl"
        label={say('publicUrl')}
        hint={say('publicUrlHint')}
        wide
      />
      <TextField
        form={form}
        name="sealDay"
        label={say('sealDay')}
        hint={say('sealDayHint')}
        inputmode="numeric"
        required
      />
      <fieldset>
        <legend>{say('mailTitle')}</legend>
        <Fields>
          <TextField form={form} name="mail.host" label={say('mail.host')} />
          <TextField form={form} name="mail.port" label={say('mail.port')} inputmode="numeric" />
          <TextField form={form} name="mail.from" label={say('mail.from')} type="email" />
          <TextField form={form} name="mail.to" label={say('mail.to')} hint={say('mailToHint')} />
        </Fields>
      </fieldset>
    </SettingsFrame>
  );
}

/** The sites and how their rooms are written. */
export function ProjectsPage(props: SettingsProps) {
  const { form, document } = props;
  const say = setUpWords(form.page.lang);
  const { sites } = document;
  const isAdding = ['code', 'name'].some((name) => form.values.get(`sites.new.${name}`) !== '');
  return (
    <SettingsFrame {...props} title="projects">
      {sites.map(({ code }, at) => (
        <fieldset>
          <legend>{say('siteOf', { code })}</legend>
          <Project form={form} at={String(at)} />
        </fieldset>
      ))}
      <details class="settings-more" open={isAdding}>
        <summary>{say('addSite')}</summary>
        <fieldset>
          <legend>{say('addSite')}</legend>
          <p class="quiet">{say('addSiteHelp')}</p>
          <TextField form={form} name="sites.new.code" label={say('code')} hint={say('codeHint')} />
          <Project form={form} at="new" />
        </fieldset>
      </details>
    </SettingsFrame>
  );
}

function Project({ form, at }: { form: FormState; at: string }) {
  const say = setUpWords(form.page.lang);
  const shapes = Object.keys(roomShapes) as (keyof typeof roomShapes)[];
  return (
    <>
      <TextField form={form} name={`sites.${at}.name`} label={say('siteName')} />
      <div
        class="room-shape"
        hx-get={paths.roomExample(at)}
        hx-trigger="change, keyup changed delay:400ms"
        hx-include={`[name="sites.${at}.shape"], [name="sites.${at}.roomPattern"]`}
        hx-target={`#room-example-${at}`}
        hx-swap="innerHTML"
      >
        <Fields>
          <SelectField
            form={form}
            name={`sites.${at}.shape`}
            label={say('shape')}
            options={[
              ...shapes.map((name) => ({ value: name, title: say(`shape_${name}`) })),
              { value: 'own', title: say('shapeOwn') },
            ]}
          />
          <TextField
            form={form}
            name={`sites.${at}.roomPattern`}
            label={say('pattern')}
            hint={say('patternHint')}
          />
        </Fields>
      </div>
      <div class="room-example" id={`room-example-${at}`} aria-live="polite">
        <RoomExample lang={form.page.lang} pattern={patternOf(form.values, at)} />
      </div>
    </>
  );
}

/** The walls on which policies hang. */
export function PlacesPage(props: SettingsProps) {
  const { form, document } = props;
  const say = setUpWords(form.page.lang);
  return (
    <SettingsFrame {...props} title="places">
      {document.places.map((place, at) => (
        <fieldset class="settings-row">
          <legend>{form.page.lang === 'en' ? place.en : place.title}</legend>
          <Fields>
            <Titles form={form} at={`places.${at}`} />
          </Fields>
        </fieldset>
      ))}
      <fieldset class="settings-row">
        <legend>{say('addPlace')}</legend>
        <Fields>
          <Titles form={form} at="places.new" />
        </Fields>
      </fieldset>
    </SettingsFrame>
  );
}

/** The posts of the organisation. */
export function PostsPage(props: SettingsProps) {
  const { form, document } = props;
  const say = setUpWords(form.page.lang);
  const row = (at: string) => (
    <>
      <Fields>
        <Titles form={form} at={at} />
        <TextField
          form={form}
          name={`${at}.department`}
          label={say('department')}
          list={document.departments}
        />
        <SelectField
          form={form}
          name={`${at}.role`}
          label={say('role')}
          options={roles.map((role) => ({ value: role, title: roleTitle(form.page, role) }))}
        />
      </Fields>
    </>
  );
  return (
    <SettingsFrame {...props} title="posts">
      {document.posts.map((post, at) => (
        <fieldset class="settings-row">
          <legend>{form.page.lang === 'en' ? post.en : post.title}</legend>
          {row(`posts.${at}`)}
        </fieldset>
      ))}
      <fieldset class="settings-row">
        <legend>{say('addPost')}</legend>
        {row('posts.new')}
      </fieldset>
    </SettingsFrame>
  );
}

function Titles({ form, at }: { form: FormState; at: string }) {
  const say = setUpWords(form.page.lang);
  return (
    <>
      <TextField form={form} name={`${at}.title`} label={say('placeTitle')} />
      <TextField form={form} name={`${at}.en`} label={say('english')} />
    </>
  );
}
