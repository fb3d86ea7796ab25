/** Words of which a part is hidden, such as `138****6621`; the hidden part never reached the page. */
export function Masked({ text }: { readonly text: string }) {
  return <span class="masked">{text}</span>;
}
