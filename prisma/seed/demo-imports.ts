import type { Ctx } from "~/domain/access/ctx.server";
import { fiscalYearOf, jstDay } from "~/domain/calendar/fiscal-year";
import { mapImport } from "~/domain/imports/map-import.server";
import { runImport } from "~/domain/imports/run-import.server";
import { uploadImport } from "~/domain/imports/upload-import.server";
import { workImport } from "~/domain/imports/work-import.server";
import { getPrisma } from "~/platform/db/client.server";

const HEADINGS =
	"課題番号,研究課題名,研究代表者,資金制度,配分機関,年度,直接経費(千円),間接経費(千円),受入日,受入額(千円),うち間接経費";

/** Invented awards of one hub as its office keeps them: a title above, thousands of yen, a total below, two rows to be mended. */
const ROWS = [
	["24K91001", "生細胞表面の高速走査プローブ観察", "泉 花子", "基盤研究（Ａ）", "日本学術振興会", "9,800", "2,940"],
	["24K91002", "がん細胞の硬さを測る", "髙橋 一郎", "基盤研究（Ｂ）", "日本学術振興会", "4,200", "1,260"],
	["25K91003", "膜タンパク質の動きを見る", "渡邉 千尋", "若手研究", "日本学術振興会", "1,300", "390"],
	["J-2025-014", "分子の地図をつくる", "佐々木 蓮", "CREST", "科学技術振興機構", "38,000", "11,400"],
	["K-25-087", "探針の量産技術", "五十嵐 凛", "共同研究", "株式会社みなと計測", "6,000", "600"],
	["T-25-012", "細胞観察の受託測定", "早乙女 さくら", "受託研究", "あさひ製薬株式会社", "3,200", "960"],
	["G-25-001", "研究への支援", "泉 花子", "寄附金", "有志一同", "500", "0"],
	["25K91009", "水中の分子間力", "清水 悠人", "挑戦的研究（萌芽）", "日本学術振興会", "二百万", "600"],
] as const;

/** One import of the demo, finished, with rows that were left out and why. */
export async function seedDemoImports(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	const hub = await prisma.hub.findUniqueOrThrow({
		where: { slug: "nanolsi" },
		include: { hosts: { where: { isPrimary: true } } },
	});
	const institutionId = hub.hosts[0]?.institutionId;
	if (!institutionId || (await prisma.import.count({ where: { hubId: hub.id } })) > 0) return;
	const day = jstDay(ctx.now).subtract({ days: 25 }).toString();
	const rows = ROWS.map(([number, title, pi, programme, funder, direct, indirect]) => {
		const received = Number(direct.replace(",", "")) / 2 + Number(indirect.replace(",", "")) / 2;
		const amounts = Number.isNaN(received)
			? ["", ""]
			: [String(received), String(Number(indirect.replace(",", "")) / 2)];
		return [number, title, pi, programme, funder, `${fiscalYearOf(day)}年度`, direct, indirect, day, ...amounts]
			.map((cell) => `"${cell}"`)
			.join(",");
	});
	const file = [
		`"外部資金受入状況（NanoLSI）"`,
		HEADINGS,
		...rows,
		`"合計","","","","","","","","","${sumText()}",""`,
	].join("\r\n");
	const { importId } = await uploadImport(ctx, {
		kind: "external_funds",
		institutionId,
		hubId: hub.id,
		fileName: "外部資金受入状況.csv",
		bytes: new TextEncoder().encode(file),
	});
	const { mapping } = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
	await mapImport(ctx, { importId, mapping, check: true });
	await workImport(ctx, { importId }, "checking");
	await runImport(ctx, { importId });
	await workImport(ctx, { importId }, "running");
}

/** As the office's sheet prints it. */
function sumText(): string {
	const half = (text: string) => Number(text.replace(",", "")) / 2;
	const sum = ROWS.map(([, , , , , direct, indirect]) => half(direct) + half(indirect)).filter(
		(yen) => !Number.isNaN(yen),
	);
	return sum.reduce((total, yen) => total + yen, 0).toLocaleString("en");
}
