/** The run a comparison belongs to. */
export type RunRow = {
	id: string;
	stripeAccountId: string;
	/** whose account it is; null for the platform's */
	institutionId: string | null;
	/** days looked at, JST, both included */
	fromDay: string;
	toDay: string;
	startedAt: Date;
};
