/** One line of a drawing; `solid` fills it, `faint` sets it back. Widths are in units of the 120 by 120 canvas. */
export interface Stroke {
	d: string;
	width?: number;
	solid?: boolean;
	faint?: boolean;
}

export type Drawing = readonly Stroke[];
