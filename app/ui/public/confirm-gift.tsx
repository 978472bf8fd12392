import type { Challenge } from "altcha-lib";
import { useEffect, useState } from "react";
import type { Lang } from "~/i18n/lang.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { TextField } from "../form/text-field.tsx";

export interface ConfirmGiftProps {
	lang: Lang;
	/** the give page the form goes back to */
	to: string;
	/** everything that was typed there */
	fields: readonly { name: string; value: string }[];
	puzzle: Challenge;
	codeSent: boolean;
	/** the proof sent last was not right */
	failed: boolean;
	/** key of errors.json */
	error: string | null;
}

/** A browser with script shows by itself that somebody sits before it; any other by a code that comes by mail. */
export function ConfirmGift({ lang, to, fields, puzzle, codeSent, failed, error }: ConfirmGiftProps) {
	const t = useT("public");
	const errorText = useErrorText();
	const kept = fields.map(({ name, value }, index) => (
		// The form may hold a name twice; its order never changes here.
		<input key={`${name}-${index.toString()}`} type="hidden" name={name} value={value} />
	));
	const solved = useSolution(puzzle);
	const here = `/${lang}/confirm-gift?${new URLSearchParams({ to })}`;
	return (
		<div className="page max-w-text pt-8">
			<h1 className="display text-3xl">{t("confirm.title")}</h1>
			<p className="mt-4">{t("confirm.lead")}</p>
			{failed || error !== null ? (
				<div className="notice notice-bad mt-6" role="alert">
					{error === null ? t("confirm.failed") : errorText(error)}
				</div>
			) : null}
			{solved.started ? (
				<form method="post" action={to} className="mt-8 grid gap-4" aria-busy={solved.payload === null}>
					{kept}
					<input type="hidden" name="puzzle" value={solved.payload ?? ""} />
					<p role="status">{solved.payload === null ? t("confirm.solving") : t("confirm.solved")}</p>
					<button type="submit" className="btn btn-primary" disabled={solved.payload === null}>
						{t("confirm.go")}
					</button>
				</form>
			) : null}
			<section className="mt-10 grid gap-4">
				<h2 className="text-xl font-semibold">{t("confirm.byMail")}</h2>
				{codeSent ? (
					<form method="post" action={to} className="grid gap-4">
						<p role="status">{t("confirm.codeSent")}</p>
						{kept}
						<TextField
							name="code"
							value=""
							errors={[]}
							label={t("confirm.code")}
							inputMode="numeric"
							autoComplete="one-time-code"
							maxLength={20}
						/>
						<button type="submit" className="btn btn-primary">
							{t("confirm.go")}
						</button>
					</form>
				) : null}
				<form method="post" action={here} className="grid gap-4">
					{kept}
					<input type="hidden" name="intent" value="mail" />
					<p className="hint">{t("confirm.byMailHint")}</p>
					<button type="submit" className="btn">
						{codeSent ? t("confirm.sendAgain") : t("confirm.send")}
					</button>
				</form>
			</section>
		</div>
	);
}

/** Solves the puzzle once the page runs; a browser that cannot falls back to the code. */
function useSolution(puzzle: Challenge): { started: boolean; payload: string | null } {
	const [state, setState] = useState<{ started: boolean; payload: string | null }>({ started: false, payload: null });
	useEffect(() => {
		const controller = new AbortController();
		const solve = async () => {
			setState({ started: true, payload: null });
			const [{ solveChallenge }, { deriveKey }] = await Promise.all([
				import("altcha-lib"),
				import("altcha-lib/algorithms/web/pbkdf2"),
			]);
			const solution = await solveChallenge({ challenge: puzzle, deriveKey, controller });
			if (controller.signal.aborted) return;
			const payload = solution ? JSON.stringify({ challenge: puzzle, solution }) : null;
			setState({ started: payload !== null, payload });
		};
		solve().catch(() => setState({ started: false, payload: null }));
		return () => controller.abort();
	}, [puzzle]);
	return state;
}
