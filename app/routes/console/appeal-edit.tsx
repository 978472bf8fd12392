import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { appealSchema } from "~/domain/appeals/appeal.schema";
import { changeAppeal } from "~/domain/appeals/create-appeal.server";
import { getAppeal } from "~/domain/appeals/get-appeal.server";
import { formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { conflict, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { AppealFields } from "~/ui/console/appeal-fields";
import { PageHead } from "~/ui/console/page-head";
import { APPEALS, appealOptions } from "./appeal-view.server";
import { sentValues } from "./fund-view.server";

export const handle = { script: true, i18n: ["console"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const appealId = params.appealId ?? "";
	await authorize(ctx, "change", { type: "Appeal", id: appealId });
	const appeal = await getAppeal(ctx, appealId);
	if (appeal.status !== "draft") {
		throw conflict("appeal_not_draft", `appeal ${appealId} is ${appeal.status}`, { personKey: "appeals.notDraft" });
	}
	return {
		title: getT(ctx.lang, "console")("appeals.editTitle", { name: appeal.name }),
		id: appeal.id,
		values: {
			name: appeal.name,
			segmentId: appeal.segmentId ?? "",
			campaignId: appeal.campaignId ?? "",
			subjectJa: appeal.subjectJa,
			subjectEn: appeal.subjectEn,
			bodyJa: appeal.bodyJa,
			bodyEn: appeal.bodyEn,
			costYen: formatInteger(appeal.costYen),
			basedOn: appeal.updatedAt.toISOString(),
		},
		options: await appealOptions(ctx, appeal),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const appealId = params.appealId ?? "";
	await authorize(ctx, "change", { type: "Appeal", id: appealId });
	const sent = await readForm(request, { maxBytes: 500_000 });
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values, errors: errors as Record<string, string[]> }, { status });
	const form = parseForm(sent, appealSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		await changeAppeal(ctx, { appealId, basedOn: values.basedOn ?? "", words: form.value });
		return redirect(`${APPEALS}/${appealId}?done=changed`, 303);
	} catch (error) {
		if (!isAppError(error) || ![400, 409].includes(error.status)) throw error;
		return refuse({ [String(error.params.field ?? "")]: [error.personKey] }, error.status);
	}
}

export default function EditAppeal() {
	const { title, id, values, options } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const shown: Record<string, string> = sent?.values ?? values;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/appeals/${id}`}>{t("appeals.backToOne")}</a>
			</p>
			<PageHead title={title} />
			<form method="post" className="grid max-w-3xl gap-5">
				<input type="hidden" name="basedOn" value={shown.basedOn ?? ""} />
				<AppealFields values={shown} errors={sent?.errors ?? {}} options={options} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("appeals.save")}
					</button>
				</div>
			</form>
		</>
	);
}
