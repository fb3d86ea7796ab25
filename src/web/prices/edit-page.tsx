import type { PolicyView } from '../../policies/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { controlOf, FieldWords, fieldId, problemOf } from '../kit/ui/form-field.tsx';
import { FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { policyWords } from '../policies/words.ts';
import { groupsOf, type PriceRow, type RowGroup, rowParts } from './price-rows.ts';
import { priceWords } from './words.ts';

interface EditProps {
  readonly form: FormState;
  readonly policy: Pick<PolicyView, 'code' | 'title' | 'versions'>;
}

/** The name under which unfinished prices are kept. */
export function priceDraft(code: string): string {
  return `prices:${code}`;
}

/** The price list as a form of rows; what is saved is the next version of its policy. */
export function EditPricesPage({ form, policy }: EditProps) {
  const { page, values } = form;
  const say = priceWords(page.lang);
  const { code, title, versions } = policy;
  const version = versions.at(-1)?.version ?? 0;
  const groups = groupsOf(values);
  return (
    <Frame
      page={page}
      form={form}
      title={say('editTitle', { title: `${code} ${title}` })}
      current="policies"
      crumbs={[
        { title: policyWords(page.lang)('title'), href: paths.policies() },
        { title: say('title'), href: paths.prices({ policy: code }) },
      ]}
    >
      {groups.length === 0 ? (
        <Empty title={say('noBlock')}>
          <p>{say('noBlockHelp', { version })}</p>
          <p>
            <a href={paths.writePolicy(code)}>{say('write')}</a>
          </p>
        </Empty>
      ) : (
        <PageForm form={form} action={paths.editPrices(code)} draft={priceDraft(code)}>
          <p>{say('editLead', { version, next: version + 1 })}</p>
          <input type="hidden" name="base" value={values.get('base') || String(version)} />
          {groups.map((group, index) => (
            <Group form={form} group={group} index={index} />
          ))}
          <AreaField
            form={form}
            name="reason"
            label={say('reason')}
            hint={say('reasonHint')}
            required
            maxlength={1000}
          />
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {say('saveDraft')}
            </Button>
            <Button formaction={paths.morePriceRows(code)}>{say('more')}</Button>
            <a href={paths.prices({ policy: code })}>{say('cancel')}</a>
          </FormActions>
        </PageForm>
      )}
    </Frame>
  );
}

interface GroupProps {
  readonly form: FormState;
  readonly group: RowGroup;
  readonly index: number;
}

function Group({ form, group, index }: GroupProps) {
  const say = priceWords(form.page.lang);
  const { key, rows } = group;
  const title = form.values.get(`${key}.title`);
  const isNew = title === '' && rows.every(({ isBlank }) => isBlank);
  const heading = isNew ? say('newGroup') : say('groupN', { n: index + 1, title });
  return (
    <Panel title={heading} id={key}>
      <TextField
        form={form}
        name={`${key}.title`}
        label={say('group')}
        hint={isNew ? say('newGroupHint') : undefined}
      />
      <div class="price-rows">
        <div class="price-row price-heads" aria-hidden="true">
          {rowParts.map((part) => (
            <span>{say(part)}</span>
          ))}
          <span>{say('drop')}</span>
        </div>
        {rows.map((row, at) => (
          <Row form={form} row={row} group={title} n={at + 1} />
        ))}
      </div>
    </Panel>
  );
}

interface RowProps {
  readonly form: FormState;
  readonly row: PriceRow;
  readonly group: string;
  readonly n: number;
}

/** One price: four fields beside each other, and a tick to drop it. */
function Row({ form, row, group, n }: RowProps) {
  const say = priceWords(form.page.lang);
  const name = form.values.get(`${row.key}.name`);
  const legend = row.isBlank ? say('rowNew', { group, n }) : say('row', { group, n, name });
  const drop = `${row.key}.drop`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend takes a row of the grid, however small
    <div class="price-row" role="group" aria-label={legend}>
      {rowParts.map((part) => {
        const field = { form, name: `${row.key}.${part}`, label: say(part) };
        const isWrong = problemOf(form, field.name) !== undefined;
        return (
          <div class={isWrong ? 'price-cell field-wrong' : 'price-cell'}>
            <label for={fieldId(field.name)}>{field.label}</label>
            <input
              {...controlOf(field)}
              class={part === 'price' ? 'input numeric' : 'input'}
              type="text"
              inputmode={part === 'price' ? 'decimal' : undefined}
              placeholder={part === 'price' ? say('priceHint') : undefined}
              autocomplete="off"
              lang="zh-CN"
              value={form.values.get(field.name)}
            />
            <FieldWords field={field} />
          </div>
        );
      })}
      <label class="price-drop">
        <input
          type="checkbox"
          name={drop}
          value="yes"
          checked={form.values.get(drop) === 'yes'}
          aria-label={`${say('drop')} ${name}`}
        />
        <span aria-hidden="true">{say('drop')}</span>
      </label>
    </div>
  );
}
