import type { AccessLines } from "./lines";
import { ADMINS, answers } from "./lines";

/** What came back names donors: officers, finance and administrators. Under which name an institution writes is the institution's. */
export const mailCareAccess: AccessLines = {
	console: {
		"routes/console/mail-care.tsx": answers([...ADMINS, "finance", "officer", "officer of IRCN"]),
		"routes/console/settings-sender.tsx": answers([...ADMINS, "finance"]),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async () => ({}),
};
