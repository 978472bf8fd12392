import { jobContext } from "~/domain/access/ctx.server";
import { yen } from "~/domain/money/yen";
import { startPeerPage } from "~/domain/peer-pages/start-peer-page.server";
import type { AccessLines } from "./lines";
import { ADMINS, answers, ownRow } from "./lines";

/** A supporter's address is on it: for who decides on it. */
export const peerPageAccess: AccessLines = {
	console: {
		"routes/console/peer-pages.tsx": answers([...ADMINS, "officer", "officer of IRCN"]),
		"routes/console/peer-page.tsx": ownRow([...ADMINS, "officer"]),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async () =>
		startPeerPage(await jobContext("test"), {
			hubSlug: "nanolsi",
			campaign: null,
			fields: SUPPORTER,
		}),
};

export const SUPPORTER = {
	name: "髙橋 渡",
	title: "祖父の研究を、次の世代へ",
	message: "子どものころ、祖父は顕微鏡をのぞかせてくれました。",
	goalYen: yen(100_000n),
	email: "watari@example.jp",
};
