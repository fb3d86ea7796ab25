/** A flow chart: numbered steps in lanes, each lane a post or department. */
export interface FlowChart {
  readonly kind: 'flow';
  readonly title: string;
  readonly lanes: readonly string[];
  readonly steps: readonly FlowStep[];
}

/** A step or a question of a flow chart, and where it leads. */
export interface FlowStep {
  /** As it was typed, such as 3. */
  readonly number: string;
  readonly isQuestion: boolean;
  /** Which lane, counted from 0. */
  readonly lane: number;
  readonly text: string;
  /** How long it may take, such as 5 分钟内; empty if nothing was said. */
  readonly limit: string;
  /** Empty where the flow ends. */
  readonly ways: readonly Way[];
}

/** An arrow: to which step, and in which case. */
export interface Way {
  readonly to: string;
  readonly label: string;
}

/** Who answers to whom. */
export interface TreeChart {
  readonly kind: 'tree';
  readonly title: string;
  readonly root: Branch;
}

/** One post or department, with those that answer to it. */
export interface Branch {
  readonly title: string;
  readonly note: string;
  readonly branches: readonly Branch[];
}

/** A round on a plan of squares: the stops in order, and places to find one's way by. */
export interface RouteChart {
  readonly kind: 'route';
  readonly title: string;
  /** When one sets out. Units: minutes after midnight. */
  readonly start: number;
  readonly stops: readonly Stop[];
  readonly landmarks: readonly Landmark[];
}

/** Where something stands on the plan: column A is 0, row 1 is 0. */
export interface Landmark {
  readonly title: string;
  readonly column: number;
  readonly row: number;
}

/** A place at which the round halts. */
export interface Stop extends Landmark {
  readonly note: string;
  /** From the stop before. Units: minutes. */
  readonly walk: number;
  /** Units: minutes. */
  readonly stay: number;
}

export type Chart = FlowChart | TreeChart | RouteChart;
