import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize, mayDo } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { PREFECTURES } from "~/domain/addresses/prefectures";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listDonors } from "~/domain/donors/list-donors.server";
import { DONOR_MAX } from "~/domain/donors/typed-donor.schema";
import { listEnterableFunds } from "~/domain/gifts/list-enterable-funds.server";
import { donorName } from "~/domain/names/person-name";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import { type NewPledgeForm, newPledgeSchema } from "~/domain/pledges/pledge-form.schema";
import { PLEDGE_MAX } from "~/domain/pledges/pledge-reason";
import { ruleOf } from "~/domain/pledges/schedule-form.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { FindPledger, PledgeForm } from "~/ui/console/pledge-form";
import { readQuery } from "./list-query";
import { previewOf, promiseRefused, type RefusedPromise, sentTexts } from "./pledge-preview.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const FOUND_MAX = 20;
const querySchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	donor: z.uuid().optional().catch(undefined),
	kind: z.enum(["individual", "company"]).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "create", "Pledge");
	const query = readQuery(request, querySchema);
	const ja = ctx.lang === "ja";
	const [funds, found, chosen] = await Promise.all([
		listEnterableFunds(ctx),
		query.q ? listDonors(ctx, { search: query.q, limit: FOUND_MAX }) : null,
		query.donor ? listDonors(ctx, { id: query.donor, limit: 1 }) : null,
	]);
	const toChoice = (donor: Awaited<ReturnType<typeof listDonors>>["donors"][number]) => ({
		id: donor.id,
		name: donorName(donor, ctx.lang),
		kind: donor.donorKind,
		about: [donor.corporateNumber, donor.hubs.join(", "), ja ? donor.institutionJa : donor.institutionEn]
			.filter(Boolean)
			.join(" / "),
	});
	const [donor] = chosen?.donors ?? [];
	return {
		title: getT(ctx.lang, "console")("pledges.newTitle"),
		query,
		today: jstDayString(ctx.now),
		found: found?.donors.filter((one) => !one.erased).map(toChoice) ?? null,
		donor: donor && !donor.erased ? toChoice(donor) : null,
		// A donor belongs to one institution: only its funds can be promised to.
		funds: funds
			.filter((fund) => fund.status === "open" && mayDo(ctx, "create", "Pledge", fund))
			.filter((fund) => !donor || fund.institutionId === donor.institutionId)
			.map((fund) => ({
				value: fund.id,
				label: [fund.hub?.abbreviation, ja ? fund.nameJa : fund.nameEn].filter(Boolean).join(" / "),
			})),
		prefectures: PREFECTURES.map(({ value, ja: nameJa, en }) => ({ value, label: ja ? nameJa : en })),
		max: { ...DONOR_MAX, ...PLEDGE_MAX },
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "create", "Pledge");
	const sent = await readForm(request);
	const values = sentTexts(sent);
	const refuse = ({ errors, status }: RefusedPromise) => data({ values, errors, preview: null }, { status });
	const form = parseForm(sent, newPledgeSchema(ctx.now));
	if (!form.ok) return refuse({ errors: form.submission.reply().error ?? {}, status: 400 });
	try {
		const preview = previewOf(form.value);
		// What was changed after the preview is shown again before it is saved.
		if (form.value.intent === "preview" || form.value.previewed !== preview.key) {
			return data({ values, errors: {} as Record<string, string[] | null>, preview }, { status: 200 });
		}
		const { pledgeId } = await save(ctx, form.value);
		return redirect(`/console/pledges/${pledgeId}?done=created`, 303);
	} catch (error) {
		return refuse(promiseRefused(error, form.value.repeat));
	}
}

function save(ctx: StaffCtx, form: NewPledgeForm) {
	const { fundId, amountYen, startOn, status, signedOn, signatory, conditions, note, respreadRule, lang } = form;
	return createPledge(ctx, {
		donorId: form.donorId === "" ? null : form.donorId,
		donor: form,
		...{ fundId, amountYen, startOn, status, signedOn, signatory, conditions, note, respreadRule, lang },
		rule: ruleOf(form),
		source: "paper",
		tellDonor: form.tellDonor,
	});
}

export default function PledgeNew() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/pledges">{t("pledges.back")}</a>
			</p>
			<PageHead title={page.title} lead={t("pledges.newLead")} />
			{page.donor ? null : <FindPledger query={page.query} found={page.found} />}
			<PledgeForm {...page} sent={sent ?? null} />
		</>
	);
}
