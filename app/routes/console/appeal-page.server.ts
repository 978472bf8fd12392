import { mayDo, mayEver } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import type { AppealChannel, AppealState } from "~/domain/appeals/appeal.status";
import { LABELS_PER_FILE, LETTERS_PER_FILE } from "~/domain/appeals/appeal-files.server";
import { listLetters } from "~/domain/appeals/appeal-letters.server";
import { appealUrl, letterUrl } from "~/domain/appeals/appeal-url.server";
import { lacksOf } from "~/domain/appeals/decide-appeal.server";
import { type AppealStory, readAppealResults } from "~/domain/appeals/get-appeal.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { shownImages } from "~/domain/images/shown-images.server";
import { donorName } from "~/domain/names/person-name";
import { imageIdsOf, parseRichText } from "~/domain/rich-text/rich-text";
import { formatDayShort, formatInteger, formatMoment, formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { nameOf } from "./fund-view.server";

/** People without a full address that a page lists; the file has all of them. */
const APART_SHOWN = 50;

export async function showAppeal(ctx: StaffCtx, appeal: AppealStory) {
	const { lang } = ctx;
	const t = getT(lang, "console");
	const scope = { institutionId: appeal.institutionId, hubId: appeal.hubId };
	const may = (action: "change" | "submit" | "approve" | "send") => mayDo(ctx, action, "Appeal", scope);
	const status = appeal.status as AppealState;
	const channel = appeal.channel as AppealChannel;
	const isOwn = appeal.submittedBy === ctx.actor.userId;
	return {
		id: appeal.id,
		name: appeal.name,
		channel,
		status,
		statusLabel: t(`appeals.states.${status}`),
		note: appeal.note,
		place: `${appeal.hub.abbreviation} / ${nameOf(appeal.institution, lang)}`,
		segment: appeal.segment,
		campaign: appeal.campaign && {
			id: appeal.campaign.id,
			name: lang === "en" && appeal.campaign.titleEn ? appeal.campaign.titleEn : appeal.campaign.titleJa,
		},
		code: appeal.code,
		url: appeal.code === null ? null : linkOf(appeal, appeal.code),
		costYen: formatInteger(appeal.costYen),
		postedOn: appeal.postedOn === null ? null : formatDayShort(appeal.postedOn.toISOString().slice(0, 10), lang),
		today: jstDayString(ctx.now),
		lacks: status === "draft" ? lacksOf(appeal) : [],
		texts: await textsOf(ctx, appeal),
		may: {
			change: status === "draft" && may("change"),
			submit: status === "draft" && may("submit"),
			decide: status === "in_review" && may("approve") && !isOwn,
			waits: status === "in_review" && isOwn,
			takeBack: status === "approved" && may("approve"),
		},
		mayPlan: status === "approved" && may("send"),
		mailings: appeal.mailings.map((mailing) => ({
			id: mailing.id,
			at: formatMoment(mailing.scheduledAt, lang),
			count: formatInteger(mailing.recipientCount),
		})),
		letters: channel === "letter" ? await lettersOf(ctx, appeal, may("send")) : null,
		results: status === "sent" || status === "sending" ? await resultsOf(ctx, appeal.id) : null,
	};
}

function linkOf(appeal: AppealStory, code: string): string {
	return appeal.channel === "letter" ? letterUrl(appeal, "ja", code) : appealUrl(appeal, "ja", code);
}

async function textsOf(ctx: StaffCtx, appeal: AppealStory) {
	const written = [
		{ lang: "ja" as const, subject: appeal.subjectJa, blocks: parseRichText(appeal.bodyJa) },
		{ lang: "en" as const, subject: appeal.subjectEn, blocks: parseRichText(appeal.bodyEn) },
	].filter(({ subject, blocks }) => subject !== "" || blocks.length > 0);
	const ids = written.flatMap(({ blocks }) => imageIdsOf(blocks));
	return { written, images: await shownImages(ctx, ids) };
}

async function lettersOf(ctx: StaffCtx, appeal: AppealStory, maySend: boolean) {
	if (!maySend || !mayEver(ctx, "readContact", "Donor")) return null;
	const rows = await listLetters(ctx, { appealId: appeal.id });
	if (rows.length === 0)
		return { count: "0", complete: "0", apart: [], apartCount: 0, labelParts: [], letterParts: [] };
	const complete = rows.filter(({ isComplete }) => isComplete).length;
	const apart = rows.filter(({ isComplete }) => !isComplete);
	const parts = (size: number) => Array.from({ length: Math.ceil(complete / size) }, (_, index) => index + 1);
	return {
		count: formatInteger(rows.length),
		complete: formatInteger(complete),
		apart: apart.slice(0, APART_SHOWN).map((row) => ({
			id: row.donorId,
			name: donorName({ ...row, donorKind: row.kind }, ctx.lang),
			address: [row.postalCode, row.prefecture, row.city, row.addressLine].filter(Boolean).join(" "),
		})),
		apartCount: apart.length,
		labelParts: parts(LABELS_PER_FILE),
		letterParts: parts(LETTERS_PER_FILE),
	};
}

async function resultsOf(ctx: StaffCtx, appealId: string) {
	const { sent, visits, gifts, donors, keptYen, costYen } = await readAppealResults(ctx, appealId);
	return {
		sent: formatInteger(sent),
		visits: formatInteger(visits),
		gifts: formatInteger(gifts),
		donors: formatInteger(donors),
		keptYen: formatYen(keptYen, ctx.lang),
		costYen: formatYen(costYen, ctx.lang),
		// A rate, not money: two digits after the point are enough to compare.
		perYen: keptYen > 0n ? (Number(costYen) / Number(keptYen)).toFixed(2) : null,
	};
}
