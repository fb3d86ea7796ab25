import { exifOf, withExif } from './exif.ts';
import { announce, say } from './page.ts';
import { attempts, fitted, largestPhoto, longestSide } from './shrink.ts';

const shrinking = new WeakMap<HTMLFormElement, Promise<void>>();

/** Shrinks the photos of `<input type=file data-island=photo>` before they are sent. */
export function startPhotos(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const { form } = target;
    if (form === null || !isShrunk(target) || form.dataset.shrink === 'off') return;
    const earlier = shrinking.get(form) ?? Promise.resolve();
    const work = earlier.then(() => shrinkAll(target));
    shrinking.set(form, work);
    void work.then(() => {
      if (shrinking.get(form) === work) shrinking.delete(form);
    });
  });
  document.addEventListener('submit', waitForPhotos, { capture: true });
  document.addEventListener('htmx:before:request', ({ detail }) =>
    showRetry(detail.ctx?.request?.form, false),
  );
  document.addEventListener('htmx:error', ({ detail }) =>
    showRetry(detail.ctx?.request?.form, true),
  );
}

/** Photos are; files of other fields are kept to the byte, and so is what says `off`. */
function isShrunk({ dataset }: HTMLInputElement): boolean {
  return dataset.shrink !== 'off' && (dataset.shrink !== undefined || dataset.island === 'photo');
}

/** A form sent too early is sent again, by the same button, once its photos are small. */
function waitForPhotos(event: SubmitEvent): void {
  const form = event.target;
  const work = form instanceof HTMLFormElement ? shrinking.get(form) : undefined;
  if (!(form instanceof HTMLFormElement) || work === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  void work.then(() => (submitter === null ? form.requestSubmit() : submitter.click()));
}

/** The line that says the server was not reached; the form and its photos stay as they are. */
function showRetry(form: HTMLFormElement | null | undefined, isShown: boolean): void {
  const line = form?.querySelector<HTMLElement>('[data-retry]');
  if (!line) return;
  line.hidden = !isShown;
  if (isShown) announce(line.textContent ?? '');
}

async function shrinkAll(input: HTMLInputElement): Promise<void> {
  const chosen = [...(input.files ?? [])];
  const small: File[] = [];
  // One after the other: an open photo takes a phone fifty megabytes.
  for (const file of chosen) small.push(await shrink(file));
  if (small.every((file, at) => file === chosen[at])) return;
  const files = new DataTransfer();
  for (const file of small) files.items.add(file);
  input.files = files.files;
  const size = Math.ceil(small.reduce((sum, file) => sum + file.size, 0) / 1024);
  const state = input.form?.querySelector('[data-photo-state]');
  if (state) state.textContent = say('shrunk', { size });
}

/** The photo made small; what cannot be drawn here stays as it is, and the server judges it. */
async function shrink(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const isSmall = Math.max(picture.width, picture.height) <= longestSide;
    if (isSmall && file.size <= largestPhoto) return file;
    const exif = exifOf(new Uint8Array(await file.arrayBuffer()));
    const room = largestPhoto - (exif?.length ?? 0);
    const drawn = await smallest(picture, room);
    picture.close();
    if (drawn === undefined) return file;
    const bytes = new Uint8Array(await drawn.arrayBuffer());
    const name = `${file.name.replace(/\.\w+$/, '')}.jpg`;
    const parts = [exif === undefined ? bytes : withExif(bytes, exif)];
    return new File(parts, name, { type: 'image/jpeg', lastModified: file.lastModified });
  } catch {
    return file;
  }
}

async function smallest(picture: ImageBitmap, room: number): Promise<Blob | undefined> {
  let drawn: Blob | undefined;
  for (const [side, quality] of attempts) {
    drawn = await draw(picture, side, quality);
    if (drawn !== undefined && drawn.size <= room) return drawn;
  }
  return drawn;
}

function draw(picture: ImageBitmap, side: number, quality: number): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = fitted(picture.width, picture.height, side);
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.resolve(undefined);
  // What a PNG leaves open is paper, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality),
  );
}
