import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { PREFECTURES } from "~/domain/addresses/prefectures.ts";
import { changeOwnDetails } from "~/domain/donors/change-own-details.server.ts";
import { OWN_DETAIL_FIELDS, ownDetailsSchema } from "~/domain/donors/own-details.schema.ts";
import { DONOR_MAX } from "~/domain/donors/typed-donor.schema.ts";
import { getOwnDonor, type OwnDonor } from "~/domain/portal/list-own-donors.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { DetailsForm } from "~/ui/portal/details-form.tsx";
import { PortalHead } from "~/ui/portal/parts.tsx";
import { formErrors, textsOf } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const donor = await getOwnDonor(ctx, { donorId: params.donorId ?? "" });
	return {
		lang: ctx.lang,
		title: getT(ctx.lang, "public")("portal.details.editTitle"),
		institution: donor.institutionName,
		kind: kindOf(donor),
		email: donor.email,
		values: Object.fromEntries(OWN_DETAIL_FIELDS.map((name) => [name, donor[name] ?? ""])),
		prefectures: PREFECTURES.map(({ value, ja, en }) => ({ value, label: ctx.lang === "ja" ? ja : en })),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const donor = await getOwnDonor(ctx, { donorId: params.donorId ?? "" });
	const sent = await readForm(request);
	const form = parseForm(sent, ownDetailsSchema({ donorKind: kindOf(donor), email: donor.email }));
	if (!form.ok) return formErrors(form.submission.reply().error, textsOf(sent));
	await changeOwnDetails(ctx, { donorId: donor.id, details: form.value });
	return seeOther("/portal/details?saved=1");
}

function kindOf(donor: Pick<OwnDonor, "kind">) {
	return donor.kind === "company" ? ("company" as const) : ("individual" as const);
}

export default function DetailsEdit() {
	const { title, institution, kind, email, values, prefectures } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	return (
		<>
			<PortalHead title={title} lead={institution} />
			<p className="hint mb-6 max-w-text">{t("portal.details.lead")}</p>
			<DetailsForm
				kind={kind}
				email={email}
				prefectures={prefectures}
				field={(name) => ({
					name,
					value: refused ? (refused.values[name] ?? "") : (values[name] ?? ""),
					errors: (refused?.errors[name] ?? []).map(errorText),
					maxLength: (DONOR_MAX as Record<string, number>)[name],
				})}
			/>
		</>
	);
}
