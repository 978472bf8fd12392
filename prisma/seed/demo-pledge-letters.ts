import type { Ctx } from "~/domain/access/ctx.server";
import { markPledgeLetter, writePledgeLetter } from "~/domain/pledges/change-pledge-letter.server";
import { getPrisma } from "~/platform/db/client.server";

const LETTERS = [
	{
		hub: "nanolsi",
		ready: true,
		titleJa: "寄附誓約書",
		titleEn: "Letter of Pledge",
		bodyJa:
			"{donor}は、{hub}が挑む「生命をナノの目で見る」研究に心を寄せ、{fund}のため、下記のとおり{amount}を{times}回に分けて寄附することを約します。\n\n事情により予定の変更が必要となったときは、{institution}にご相談のうえ、金額または時期を改めるものとします。",
		bodyEn:
			"In support of the research of {hub}, which looks at life with the eyes of nanoscience, {donor} promises to give {amount} in {times} parts for {fund}, as set out below.\n\nShould circumstances make a change necessary, the amounts or dates will be revised in consultation with {institution}.",
	},
	{
		hub: "ircn",
		ready: false,
		titleJa: "ご寄附の約束",
		titleEn: "",
		bodyJa: "{donor}は、{hub}の若い研究者を{first}から{last}まで支えることを約します。",
		bodyEn: "",
	},
];

/** A letter that is in use and one that is being written. */
export async function seedDemoPledgeLetters(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	for (const { hub: slug, ready, ...wording } of LETTERS) {
		const hub = await prisma.hub.findUniqueOrThrow({ where: { slug } });
		const { letterId } = await writePledgeLetter(ctx, { hubId: hub.id, ...wording });
		if (ready) await markPledgeLetter(ctx, { letterId, ready });
	}
}
