import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { askErasure } from "~/domain/portal/ask-erasure.server.ts";
import { listOwnDonors } from "~/domain/portal/list-own-donors.server.ts";
import { REASON_MAX, reasonSchema } from "~/domain/portal/request.schema.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { ConfirmForget, ForgetForm, ForgetTexts } from "~/ui/portal/forget-form.tsx";
import { PortalHead } from "~/ui/portal/parts.tsx";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => portalMeta(shown?.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const donors = await listOwnDonors(ctx);
	return {
		title: getT(ctx.lang, "public")("portal.forget.title"),
		donors: donors.map(({ id, institutionName, name }) => ({ id, institution: institutionName, name })),
	};
}

/** Said twice before anything is asked: the first form leads to the second, which must be ticked. */
export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const sent = await readForm(request);
	const donorIds = [...new Set(sent.getAll("donorId").map(String))].filter((id) => ctx.actor.donorIds.includes(id));
	const reason = parseForm(sent, reasonSchema);
	const answer = { donorIds, reason: String(sent.get("reason") ?? "") };
	if (donorIds.length === 0) {
		return data({ step: "ask" as const, ...answer, error: "fields.choose", field: "donorId" }, { status: 400 });
	}
	if (!reason.ok) {
		const [error = "fields.invalid"] = reason.submission.reply().error?.reason ?? [];
		return data({ step: "ask" as const, ...answer, error, field: "reason" }, { status: 400 });
	}
	if (sent.get("intent") !== "confirm") return data({ step: "confirm" as const, ...answer, error: null, field: null });
	if (sent.get("understood") !== "on") {
		const field = "understood";
		return data({ step: "confirm" as const, ...answer, error: "fields.required", field }, { status: 400 });
	}
	for (const donorId of donorIds) {
		await askErasure(ctx, { donorId, reason: reason.value.reason }).catch((error: unknown) => {
			// Asked for before: it is on the list the donor is led to.
			if (!isAppError(error) || error.code !== "request_open_already") throw error;
		});
	}
	return seeOther("/portal/requests?forget=1");
}

export default function Forget() {
	const { title, donors } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const error = sent?.error ? errorText(sent.error) : null;
	const chosen = donors.filter(({ id }) => sent?.donorIds.includes(id) ?? donors.length === 1);
	if (sent?.step === "confirm") {
		return (
			<>
				<PortalHead title={t("portal.forget.confirmTitle")} />
				<ConfirmForget donors={chosen} reason={sent.reason} error={error} />
			</>
		);
	}
	return (
		<>
			<PortalHead title={title} />
			<ForgetTexts />
			<ForgetForm
				donors={donors}
				chosen={chosen.map(({ id }) => id)}
				reason={sent?.reason ?? ""}
				reasonMax={REASON_MAX}
				error={error}
				field={sent?.field ?? null}
			/>
		</>
	);
}
