import { jobContext } from "~/domain/access/ctx.server";
import { uploadImport } from "~/domain/imports/upload-import.server";
import { type AccessLines, ADMINS, answers, ownRow, type Who } from "./lines";

const IMPORTS: Who[] = [...ADMINS, "finance", "officer"];
const IMPORTS_ANYWHERE: Who[] = [...IMPORTS, "officer of IRCN"];

/** Imports name people and amounts of one hub: whoever may import there sees them. */
export const importsAccess: AccessLines = {
	console: {
		"routes/console/imports.tsx": answers(IMPORTS_ANYWHERE),
		"routes/console/import-new.tsx": answers(IMPORTS_ANYWHERE),
		"routes/console/import-template.ts": answers(IMPORTS_ANYWHERE),
		"routes/console/import.tsx": ownRow(IMPORTS),
		"routes/console/import-bad-rows.ts": ownRow(IMPORTS),
		"routes/console/import-review-sheet.tsx": answers(["admin", "secretariat"]),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world) => {
		const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
		const institution = await world.database.prisma.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
		const { importId } = await uploadImport(await jobContext("factory"), {
			kind: "external_funds",
			institutionId: institution.id,
			hubId: hub.id,
			fileName: "外部資金.csv",
			bytes: new TextEncoder().encode("課題番号,研究課題名,区分\n24H00001,課題,科研費\n"),
		});
		return { importId };
	},
};
