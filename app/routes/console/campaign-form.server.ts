import type { StaffCtx } from "~/domain/access/ctx.server";
import { CAMPAIGN_MAX, type CampaignFields, campaignFieldsSchema } from "~/domain/campaigns/campaign.schema";
import { CAMPAIGN_GOAL_KINDS } from "~/domain/campaigns/campaign.status";
import type { listCampaignPlaces } from "~/domain/campaigns/campaign-place.server";
import type { getCampaign } from "~/domain/campaigns/get-campaign.server";
import { dayText } from "~/domain/campaigns/public-campaign";
import { IMAGE_MAX_BYTES } from "~/domain/images/image-kinds";
import { listImages } from "~/domain/images/list-images.server";
import { readSentImage, takeImage } from "~/domain/images/take-image.server";
import { formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { nameOf, sentValues } from "./fund-view.server";

/** A picture and the words around it. */
const FORM_MAX_BYTES = IMAGE_MAX_BYTES + 1_000_000;

type Places = Awaited<ReturnType<typeof listCampaignPlaces>>;

/** What one may choose for a campaign of a hub, or with null of the programme. */
export async function campaignOptions(ctx: StaffCtx, places: Places, hubId: string | null) {
	const t = getT(ctx.lang, "console");
	const [own, programme] = await Promise.all([
		listImages(ctx, { hubId }),
		hubId === null ? { images: [] } : listImages(ctx, { hubId: null }),
	]);
	const groups = new Map<string, { label: string; own: boolean; funds: { value: string; label: string }[] }>();
	for (const fund of places.funds) {
		const key = fund.hubId ?? "";
		const label = fund.hub?.abbreviation ?? t("campaigns.programme");
		const group = groups.get(key) ?? { label, own: fund.hubId === hubId, funds: [] };
		groups.set(key, group);
		group.funds.push({ value: fund.id, label: nameOf(fund, ctx.lang) });
	}
	return {
		goalKinds: CAMPAIGN_GOAL_KINDS.map((value) => ({ value, label: t(`campaigns.goalKinds.${value}`) })),
		funds: [...groups.values()]
			.sort((a, b) => Number(b.own) - Number(a.own) || a.label.localeCompare(b.label))
			.map(({ label, funds }) => ({ label, funds })),
		images: [...own.images, ...programme.images].map(({ id, altJa, altEn }) => ({
			id,
			alt: ctx.lang === "en" && altEn !== "" ? altEn : altJa,
		})),
	};
}

export interface SentCampaign {
	values: Record<string, string>;
	fundIds: string[];
}
type ReadCampaign =
	| { ok: true; fields: CampaignFields; basedOn: string | undefined; sent: SentCampaign }
	| { ok: false; errors: Record<string, string[]>; status: number; sent: SentCampaign };

/** Reads the form; a picture that came with it is kept first, so that it is not lost when something else is wrong. */
export async function readCampaignForm(ctx: StaffCtx, request: Request, hubId: string | null): Promise<ReadCampaign> {
	const form = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	const sent: SentCampaign = { values: sentValues(form), fundIds: form.getAll("fundIds").map(String) };
	let imageId: string | null;
	try {
		imageId = await takeImage(ctx, { hubId, sent: await readSentImage(form) });
	} catch (error) {
		return { ok: false, ...refusalOf(error), sent };
	}
	form.set("imageId", imageId ?? "");
	form.delete("imageFile");
	sent.values.imageId = imageId ?? "";
	const parsed = parseForm(form, campaignFieldsSchema);
	if (!parsed.ok) {
		const errors = (parsed.submission.reply().error ?? {}) as Record<string, string[]>;
		return { ok: false, errors, status: 400, sent };
	}
	const basedOn = form.get("basedOn");
	return { ok: true, fields: parsed.value, basedOn: typeof basedOn === "string" ? basedOn : undefined, sent };
}

/** What the domain refuses that the writer can put right, beside its field; anything else is thrown on. */
export function refusalOf(error: unknown): { errors: Record<string, string[]>; status: number } {
	if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
	return { errors: { [String(error.params.field ?? "")]: [error.personKey] }, status: error.status };
}

type Row = Awaited<ReturnType<typeof getCampaign>>;

/** A campaign as its form shows it. */
export function campaignValues(row: Row): SentCampaign {
	const { slug, titleJa, titleEn, summaryJa, summaryEn, storyJa, storyEn, goalKind } = row;
	const offers = row.offers.slice(0, CAMPAIGN_MAX.offers).flatMap((offer, at) =>
		Object.entries({
			...{ id: offer.id, nameJa: offer.nameJa, nameEn: offer.nameEn },
			percent: String(offer.basisPoints / 100),
			limitYen: formatInteger(offer.limitYen),
			startsOn: dayText(offer.startsOn),
			endsOn: dayText(offer.endsOn),
		}).map(([name, value]) => [`offers[${at}].${name}`, value] as const),
	);
	return {
		values: {
			...{ slug, titleJa, titleEn, summaryJa, summaryEn, storyJa, storyEn, goalKind },
			imageId: row.imageId ?? "",
			goalAmount: formatInteger(row.goalAmount),
			startsOn: dayText(row.startsOn),
			endsOn: dayText(row.endsOn),
			...Object.fromEntries(offers),
		},
		fundIds: row.funds.map(({ fundId }) => fundId),
	};
}
