import type { Role } from "~/domain/access/roles";
import type { TestWorld } from "../world";

export const ROLES = {
	secretariat: { role: "secretariat", scope: "programme" },
	admin: { role: "admin", scope: "programme" },
	"admin of Kanazawa": { role: "admin", scope: "kanazawa-u" },
	finance: { role: "finance", scope: "kanazawa-u" },
	officer: { role: "officer", scope: "nanolsi" },
	communicator: { role: "communicator", scope: "nanolsi" },
	viewer: { role: "viewer", scope: "nanolsi" },
	"officer of IRCN": { role: "officer", scope: "ircn" },
} as const satisfies Record<string, { role: Role; scope: string }>;
export type Who = keyof typeof ROLES;

export const EVERYBODY = Object.keys(ROLES) as Who[];
export const ADMINS: Who[] = ["admin", "admin of Kanazawa"];
export const SEES_OWN_GIFTS: Who[] = [...ADMINS, "finance", "officer", "viewer"];
export const SEES_GIFTS: Who[] = [...SEES_OWN_GIFTS, "officer of IRCN"];

/** What a GET answers whom, by the route's file. */
export type Answers = Record<string, (who: Who) => number>;

export const answers =
	(who: Who[], status = 200, otherwise = 403) =>
	(one: Who) =>
		who.includes(one) ? status : otherwise;

/** For a row of NanoLSI: those who may see it, 404 for who sees such rows elsewhere, 403 for the rest. */
export const ownRow =
	(who: Who[], elsewhere: Who[] = ["officer of IRCN"]) =>
	(one: Who) =>
		who.includes(one) ? 200 : elsewhere.includes(one) ? 404 : 403;

/** The lines of one noun in the test of every console route and API method (test/routes/access.test.ts). */
export type AccessLines = {
	console: Answers;
	api: Answers;
	/** addresses of the API that take a POST beside a GET, and those that take nothing else */
	takesPost: string[];
	onlyPost: string[];
	/** answers of the API that name donors to whoever sees them */
	namesDonors?: string[];
	/** makes rows of NanoLSI; gives the params of the noun's addresses */
	rows: (world: TestWorld, ownGift: string) => Promise<Record<string, string>>;
};
