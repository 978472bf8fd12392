/** A move that the declaration of its states does not allow: a bug in the caller, or a stale reading of the row. */
export class IllegalMove extends Error {
	readonly code = "illegal_move";

	constructor(
		readonly noun: string,
		readonly from: string,
		readonly to: string,
	) {
		super(`${noun} cannot move from ${from} to ${to}`);
		this.name = "IllegalMove";
	}
}

export interface States<S extends string> {
	readonly noun: string;
	/** In the order of their declaration; a database CHECK holds the same list. */
	readonly all: readonly S[];
	/** Those a new row may start in. */
	readonly initial: readonly S[];
	/** Those no move leaves. */
	readonly final: readonly S[];
	is(value: unknown): value is S;
	isFinal(state: S): boolean;
	movesFrom(state: S): readonly S[];
	/** Staying is not a move: events that repeat must ask for the state first. */
	canMove(from: S, to: S): boolean;
	/** @throws IllegalMove */
	assertMove(from: S, to: S): void;
	/** The condition of the column's CHECK, as the migration must have it. */
	checkSql(column: string): string;
}

/**
 * Declares the states of a noun and their legal moves, once.
 * @param declaration.moves every state with the states it may go to; an empty list makes it final
 */
export function defineStates<const M extends Record<string, readonly Extract<keyof M, string>[]>>(
	noun: string,
	declaration: { initial: readonly Extract<keyof M, string>[]; moves: M },
): States<Extract<keyof M, string>> {
	type S = Extract<keyof M, string>;
	const all = Object.keys(declaration.moves) as S[];
	const movesFrom = (state: S): readonly S[] => declaration.moves[state] ?? [];
	const canMove = (from: S, to: S) => movesFrom(from).includes(to);
	return {
		noun,
		all,
		initial: declaration.initial,
		final: all.filter((state) => movesFrom(state).length === 0),
		is: (value): value is S => all.some((state) => state === value),
		isFinal: (state) => movesFrom(state).length === 0,
		movesFrom,
		canMove,
		assertMove(from, to) {
			if (!canMove(from, to)) throw new IllegalMove(noun, from, to);
		},
		checkSql: (column) => `"${column}" IN (${all.map((state) => `'${state}'`).join(", ")})`,
	};
}
