import { jobContext } from "~/domain/access/ctx.server";
import { nanolsi, plannedMailing } from "../mailings";
import { type AccessLines, ADMINS, answers } from "./lines";

/** A mailing is numbers for every role of the hub; who sends it is an officer. Its single mails are for those who see mails. */
export const mailingAccess: AccessLines = {
	console: {
		"routes/console/mailings.tsx": () => 200,
		"routes/console/mailing.tsx": (who) => (who === "officer of IRCN" ? 404 : 200),
		// Of no report at all: whoever sends some is told that there is none.
		"routes/console/mailing-new.tsx": answers([...ADMINS, "officer", "officer of IRCN"], 404),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async () => {
		const place = await nanolsi(await jobContext("test"));
		return { mailingId: await plannedMailing(place, { scheduledAt: new Date(Date.now() + 24 * 3_600_000) }) };
	},
};
