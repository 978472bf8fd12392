import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { jstDay } from "~/domain/calendar/fiscal-year";
import { createCampaign } from "~/domain/campaigns/create-campaign.server";
import { decideCampaign, submitCampaign } from "~/domain/campaigns/decide-campaign.server";
import { tallyCampaign } from "~/domain/campaigns/tally-campaign.server";
import { storeImage } from "~/domain/images/store-image.server";
import { yen } from "~/domain/money/yen";
import { decidePeerPage } from "~/domain/peer-pages/decide-peer-page.server";
import { confirmPeerPage } from "~/domain/peer-pages/own-peer-page.server";
import { peerPageToken } from "~/domain/peer-pages/peer-page-link.server";
import { startPeerPage } from "~/domain/peer-pages/start-peer-page.server";
import { tallyPeerPage } from "~/domain/peer-pages/tally-peer-page.server";
import { getPrisma } from "~/platform/db/client.server";
import { DEMO_CAMPAIGNS, DEMO_PEER_PAGE, type DemoCampaign } from "./demo-campaign-texts";
import { drawCover } from "./demo-drawings";

const DAY_MS = 24 * 3_600_000;

/** Campaigns that gifts of the demo's history answer: they are there before it. One has ended by now. */
export async function seedDemoCampaigns(ctx: Ctx): Promise<void> {
	for (const campaign of DEMO_CAMPAIGNS) await publishOne(ctx, campaign);
	await seedPeerPage(ctx);
}

/** After the history: what came by each. */
export async function tallyDemoCampaigns(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	for (const { id } of await prisma.campaign.findMany()) await tallyCampaign(ctx, { campaignId: id });
	for (const { id } of await prisma.peerPage.findMany()) await tallyPeerPage(ctx, { peerPageId: id });
}

async function publishOne(ctx: Ctx, campaign: DemoCampaign): Promise<void> {
	const prisma = await getPrisma();
	const { hub: slug, funds, drawing, altJa, altEn, begins, ends, offers, ...words } = campaign;
	const hub = slug === null ? null : await prisma.hub.findUnique({ where: { slug } });
	if (slug !== null && hub === null) return;
	const hubId = hub?.id ?? null;
	const found = await prisma.fund.findMany({
		where: funds === null ? { OR: [{ hubId: null }, { slug: { endsWith: "-general" } }] } : { slug: { in: funds } },
		orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
	});
	if (found.length === 0) return;
	const at = new Date(ctx.now.getTime() + begins * DAY_MS);
	const [writer, second] = await twoPeople(at, hubId);
	const day = (days: number) => jstDay(ctx.now).add({ days }).toString();
	const imageId = drawing === null ? "" : await picture(ctx, { hubId, drawing, altJa, altEn });
	const { campaignId } = await createCampaign(writer, {
		hubId,
		fields: {
			...words,
			imageId,
			fundIds: found.map((fund) => fund.id),
			startsOn: day(begins),
			endsOn: day(ends),
			offers: offers.map(({ begins, ends, ...offer }) => ({
				...{ ...offer, id: "", startsOn: day(begins), endsOn: day(ends) },
			})),
		},
	});
	await submitCampaign(writer, { campaignId });
	await decideCampaign(second, { campaignId, approve: true });
}

async function picture(
	ctx: Ctx,
	{
		hubId,
		drawing,
		altJa,
		altEn,
	}: Pick<DemoCampaign, "altJa" | "altEn"> & {
		hubId: string | null;
		drawing: "membrane" | "neurons";
	},
): Promise<string> {
	const credit = { creditJa: "絵：泉 見本", creditEn: "Drawing: specimen" };
	const bytes = await drawCover(drawing);
	return (await storeImage(ctx, { ...credit, altJa, altEn, bytes, fileName: `${drawing}.jpg`, hubId })).imageId;
}

/** Who wrote it and who published it: two of the demo's own staff. */
async function twoPeople(now: Date, hubId: string | null): Promise<[Ctx, Ctx]> {
	const programme = { kind: "programme" as const };
	const writer =
		hubId === null
			? await person("secretariat@izumi.example", { role: "secretariat", scope: programme })
			: await person("officer@nanolsi.example", { role: "officer", scope: { kind: "hub", hubId } });
	const second = await person("admin@izumi.example", { role: "admin", scope: programme });
	return [
		{ ...writer, now },
		{ ...second, now },
	];
}

async function person(email: string, grant: Grant): Promise<Ctx> {
	const user = await (await getPrisma()).user.findUniqueOrThrow({ where: { email } });
	return contextFor({ kind: "staff", userId: user.id, name: user.name, email, grants: [grant] });
}

async function seedPeerPage(ctx: Ctx): Promise<void> {
	const { hub: hubSlug, campaign, goalYen, ...words } = DEMO_PEER_PAGE;
	const prisma = await getPrisma();
	if ((await prisma.hub.count({ where: { slug: hubSlug } })) === 0) return;
	const fields = { ...words, goalYen: yen(goalYen) };
	const { peerPageId } = await startPeerPage(ctx, { hubSlug, fields, campaign });
	await confirmPeerPage(ctx, peerPageToken(peerPageId));
	await decidePeerPage(ctx, { peerPageId, intent: "publish" });
}

/** By which address an invented gift came: every third by a campaign of its hub, some of those by the supporter's page. */
export async function demoOrigin(number: number, hubSlug: string): Promise<Record<string, string>> {
	if (number % 3 !== 0) return {};
	const campaign = DEMO_CAMPAIGNS.find(
		({ hub, funds }) => hub === hubSlug || funds?.some((fund) => fund.startsWith(`${hubSlug}-`)),
	);
	const origin = { campaign: campaign?.slug ?? "every-month-a-question" };
	if (hubSlug !== DEMO_PEER_PAGE.hub || number % 2 !== 0) return origin;
	const page = await (await getPrisma()).peerPage.findFirst({ where: { email: DEMO_PEER_PAGE.email } });
	return page ? { ...origin, peer: page.slug } : origin;
}
