import { type AccessLines, answers, EVERYBODY } from "./lines";

/** Coverage is sums of a hub, for every role that reaches the hub; others do not find it. */
const reaching = EVERYBODY.filter((who) => who !== "officer of IRCN");

export const coverageAccess: AccessLines = {
	console: {},
	api: { "routes/api/v1/coverage.ts": answers(reaching, 200, 404) },
	takesPost: [],
	onlyPost: [],
	rows: async () => ({}),
};
