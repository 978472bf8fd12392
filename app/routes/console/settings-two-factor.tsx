import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { beginTwoFactor, confirmTwoFactor, endTwoFactor, hasTwoFactor } from "~/domain/access/two-factor.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { TextField } from "~/ui/form/text-field";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const PAGE = "/console/settings/two-factor";

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return { title: getT(ctx.lang, "console")("twoFactor.title"), isOn: await hasTwoFactor(request) };
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await takeAttempt(LIMITS.signIn, ctx.actor.userId);
	const form = await readForm(request);
	const field = (name: string) => String(form.get(name) ?? "").slice(0, 1000);
	switch (field("intent")) {
		case "begin": {
			const setup = await beginTwoFactor(request, { password: field("password") });
			if (!setup) return data({ kind: "wrong_password" as const }, { status: 400 });
			return data({ kind: "setup" as const, ...setup }, { headers: { "Cache-Control": "no-store" } });
		}
		case "confirm": {
			const cookies = await confirmTwoFactor(ctx, request, { code: field("code") });
			if (!cookies) return data({ kind: "wrong_code" as const }, { status: 400 });
			return redirect(PAGE, { status: 303, headers: cookieHeaders(cookies) });
		}
		case "end": {
			const cookies = await endTwoFactor(ctx, request, { password: field("password") });
			if (!cookies) return data({ kind: "wrong_password" as const }, { status: 400 });
			return redirect(PAGE, { status: 303, headers: cookieHeaders(cookies) });
		}
		default:
			return redirect(PAGE, 303);
	}
}

function cookieHeaders(cookies: string[]): Headers {
	return new Headers(cookies.map((cookie): [string, string] => ["Set-Cookie", cookie]));
}

export default function TwoFactor() {
	const { title, isOn } = useLoaderData<typeof loader>();
	const answer = useActionData<typeof action>();
	const t = useT("console");
	const wrongPassword = answer?.kind === "wrong_password" ? [t("twoFactor.wrongPassword")] : [];
	return (
		<div className="max-w-text">
			<PageHead title={title} lead={isOn ? t("twoFactor.on") : t("twoFactor.off")} />
			{answer?.kind === "setup" ? <Setup uri={answer.uri} secret={answer.secret} codes={answer.spareCodes} /> : null}
			{answer?.kind === "setup" || answer?.kind === "wrong_code" ? (
				<Section title={t("twoFactor.confirmTitle")}>
					<form method="post" className="grid gap-5">
						<input type="hidden" name="intent" value="confirm" />
						<TextField
							name="code"
							label={t("secondFactor.code")}
							value=""
							errors={answer.kind === "wrong_code" ? [t("secondFactor.refused")] : []}
							inputMode="numeric"
							autoComplete="one-time-code"
						/>
						<button type="submit" className="btn btn-primary">
							{t("twoFactor.confirm")}
						</button>
					</form>
				</Section>
			) : (
				<form method="post" className="grid gap-5">
					<input type="hidden" name="intent" value={isOn ? "end" : "begin"} />
					<TextField
						name="password"
						type="password"
						label={t("signIn.password")}
						hint={t("twoFactor.passwordHint")}
						value=""
						errors={wrongPassword}
						autoComplete="current-password"
					/>
					<button type="submit" className={isOn ? "btn btn-danger" : "btn btn-primary"}>
						{isOn ? t("twoFactor.end") : t("twoFactor.begin")}
					</button>
				</form>
			)}
		</div>
	);
}

function Setup({ uri, secret, codes }: { uri: string; secret: string; codes: readonly string[] }) {
	const t = useT("console");
	return (
		<>
			<Section title={t("twoFactor.secretTitle")} note={t("twoFactor.secretNote")}>
				<p className="font-mono text-lg break-all">{secret.replace(/(.{4})/g, "$1 ").trim()}</p>
				<p className="mt-2">
					<a href={uri}>{t("twoFactor.openApp")}</a>
				</p>
			</Section>
			<Section title={t("twoFactor.spareTitle")} note={t("twoFactor.spareNote")}>
				<ul className="grid grid-cols-2 gap-x-8 gap-y-1 font-mono sm:grid-cols-3">
					{codes.map((code) => (
						<li key={code}>{code}</li>
					))}
				</ul>
			</Section>
		</>
	);
}
