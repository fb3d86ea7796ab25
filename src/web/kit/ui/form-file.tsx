import { controlOf, FieldFrame, type FieldProps } from './form-field.tsx';

interface FileFieldProps extends FieldProps {
  readonly accept?: string | undefined;
  readonly capture?: 'environment' | 'user' | undefined;
  readonly multiple?: boolean | undefined;
}

/** Files or a photo; the page shrinks photos first, and the server checks again. */
export function FileField(props: FileFieldProps) {
  const { accept, capture, multiple } = props;
  return (
    <FieldFrame field={props} wide={true}>
      <input
        {...controlOf(props)}
        class="input file"
        type="file"
        accept={accept}
        capture={capture}
        multiple={multiple === true ? true : undefined}
        data-island={capture === undefined ? undefined : 'photo'}
      />
    </FieldFrame>
  );
}
