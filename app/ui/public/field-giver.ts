/** What a field of the give form shows: what was typed, and what is wrong with it. */
export type FieldGiver = (name: string) => {
	name: string;
	value: string;
	errors: readonly string[];
	maxLength?: number;
};
