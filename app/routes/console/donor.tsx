import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayDo, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { PREFECTURES } from "~/domain/addresses/prefectures";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { changeDonor } from "~/domain/donors/change-donor.server";
import { changeRelationship, RELATIONSHIP_NOTES_MAX } from "~/domain/donors/change-relationship.server";
import { getDonor } from "~/domain/donors/get-donor.server";
import { changeDonorSchema } from "~/domain/donors/loose-donor.schema";
import { DONOR_MAX } from "~/domain/donors/typed-donor.schema";
import { linesOf } from "~/domain/form-text.schema";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { listOpportunities } from "~/domain/opportunities/list-opportunities.server";
import { listPledges } from "~/domain/pledges/list-pledges.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { DonorChange, DonorRelationships } from "~/ui/console/donor-forms";
import { DonorMails } from "~/ui/console/donor-mails";
import { DonorFacts, DonorLists } from "~/ui/console/donor-parts";
import { GiftTable } from "~/ui/console/gift-table";
import { OpportunityTable } from "~/ui/console/opportunity-board";
import { PageHead, Section } from "~/ui/console/page-head";
import { PledgeTable } from "~/ui/console/pledge-table";
import { changeDonorMails, donorMails } from "./donor-mails.server";
import { toDonorView } from "./donor-view";
import { giftLines } from "./gift-lines";
import { toCard } from "./opportunity-view";
import { pledgeLines } from "./pledge-lines";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.view.name }];

const DONE = ["changed", "relationship", "mails"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const story = await getDonor(ctx, { donorId: params.donorId ?? "" });
	const [{ gifts }, { hubs }, { pledges }, mails] = await Promise.all([
		listGifts(ctx, { donorId: story.id, limit: 100 }),
		listMyHubs(ctx),
		listPledges(ctx, { donorId: story.id, limit: 100 }),
		donorMails(ctx, story.id),
	]);
	const hopes = mayEver(ctx, "read", "Opportunity") ? await listOpportunities(ctx, { donorId: story.id }) : null;
	const done = new URL(request.url).searchParams.get("done");
	const view = toDonorView(story, ctx.lang);
	// A donor of several hubs is changed by whoever looks after one of them.
	const mayChange = mayEver(ctx, "change", "Donor") && story.erasedAt === null;
	return {
		view,
		mails,
		gifts: giftLines(gifts, ctx.lang),
		opportunities:
			hopes?.opportunities.map((row) => toCard(row, { lang: ctx.lang, today: jstDayString(ctx.now) })) ?? null,
		pledges: pledgeLines(pledges, ctx.lang),
		prefectures: PREFECTURES.map(({ value, ja, en }) => ({ value, label: ctx.lang === "ja" ? ja : en })),
		max: DONOR_MAX,
		may: {
			contact: mayEver(ctx, "readContact", "Donor"),
			change: mayChange,
			hubs: mayChange ? hubs.map(({ id }) => id) : [],
			care: mayEver(ctx, "read", "Relationship"),
			hope: mayEver(ctx, "change", "Opportunity"),
			pledge: mayEver(ctx, "create", "Pledge"),
			enter: mayDo(ctx, "enter", "Gift", { institutionId: story.institutionId }) || mayEver(ctx, "enter", "Gift"),
		},
		done: DONE.find((one) => one === done) ?? null,
	};
}

const relationshipSchema = z.object({
	hubId: z.uuid(),
	officerId: z.string().max(100).optional(),
	notes: linesOf(RELATIONSHIP_NOTES_MAX),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const donorId = params.donorId ?? "";
	const sent = await readForm(request);
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 6000)]));
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	try {
		if (sent.get("intent") === "relationship") {
			const relation = parseForm(sent, relationshipSchema);
			if (!relation.ok) return refuse(relation.submission.reply().error ?? {});
			const { hubId, officerId, notes } = relation.value;
			await changeRelationship(ctx, { donorId, hubId, officerId: officerId || null, notes });
			return redirect(`/console/donors/${donorId}?done=relationship`, 303);
		}
		const mails = await changeDonorMails(ctx, donorId, sent);
		if (mails && "errors" in mails) return refuse(mails.errors);
		if (mails) return redirect(`/console/donors/${donorId}?done=${mails.done}`, 303);
		const form = parseForm(sent, changeDonorSchema);
		if (!form.ok) return refuse(form.submission.reply().error ?? {});
		await changeDonor(ctx, { donorId, basedOn: String(sent.get("basedOn") ?? ""), fields: form.value });
		return redirect(`/console/donors/${donorId}?done=changed`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 409 && error.status !== 400)) throw error;
		return refuse({ [String(error.params.field ?? "")]: [error.personKey] }, error.status);
	}
}

export default function Donor() {
	const { view, mails, gifts, opportunities, pledges, may, done, prefectures, max } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/donors">{t("donors.back")}</a>
			</p>
			<PageHead title={view.erased ? t("donors.erased") : view.name} lead={view.institution}>
				{may.enter && !view.erased ? (
					<a className="btn btn-small" href={`/console/gifts/new?donor=${view.id}`}>
						{t("donors.newGift")}
					</a>
				) : null}
				{may.pledge && !view.erased ? (
					<a className="btn btn-small" href={`/console/pledges/new?donor=${view.id}`}>
						{t("pledges.new")}
					</a>
				) : null}
			</PageHead>
			{done && !sent ? <p className="notice notice-good mb-4">{t(`donors.done.${done}`)}</p> : null}
			<DonorFacts view={view} contact={may.contact} />
			{may.change ? <DonorChange view={view} prefectures={prefectures} max={max} sent={sent ?? null} /> : null}
			<Section title={t("donors.gifts")}>
				{gifts.length === 0 ? (
					<p className="hint">{t("gifts.none")}</p>
				) : (
					<GiftTable gifts={gifts} label={t("donors.gifts")} />
				)}
			</Section>
			{pledges.length > 0 ? (
				<Section title={t("pledges.title")}>
					<PledgeTable pledges={pledges} label={t("pledges.title")} />
				</Section>
			) : null}
			{opportunities === null ? null : (
				<Section title={t("opportunities.ofDonor")}>
					<OpportunityTable cards={opportunities} label={t("opportunities.ofDonor")} empty={t("opportunities.none")} />
					{may.hope && !view.erased ? (
						<p className="mt-2 text-sm">
							<a href={`/console/opportunities/new?donor=${view.id}`}>{t("opportunities.newOfDonor")}</a>
						</p>
					) : null}
				</Section>
			)}
			{may.care ? <DonorRelationships view={view} mayChange={may.hubs} sent={sent ?? null} /> : null}
			{mails ? <DonorMails view={mails} sent={sent ?? null} /> : null}
			<DonorLists view={view} care={may.care} />
		</>
	);
}
