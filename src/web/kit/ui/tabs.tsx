/** One of several views of the same thing, with an address of its own. */
export interface Tab {
  readonly href: string;
  readonly title: string;
  readonly count?: number | undefined;
  readonly current: boolean;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
}

/** Views of one thing as links; the current one is marked by line, weight and `aria-current`. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.title}
              {tab.count === undefined ? null : <span class="count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
