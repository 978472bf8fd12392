import { useFetcher } from "@remix-run/react";
import { useRef, useState } from "react";
import { formatInteger } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { TextField } from "../form/text-field.tsx";
import { type BuilderRow, SegmentBuilder } from "./segment-builder.tsx";

export interface SegmentFormProps {
	builder: {
		name: string;
		match: "all" | "any";
		rows: readonly BuilderRow[];
		facts: readonly { value: string; label: string }[];
		mayAdd: boolean;
		nameError: string | null;
		error: string | null;
		count: number | null;
	};
	place: { value: string; label: string };
}

const COUNT = "/console/segments/count";
const PAUSE_MS = 350;

/** Rules, a name, and how many fit: by a button, and as one types where a script runs. */
export function SegmentForm({ builder, place }: SegmentFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const form = useRef<HTMLFormElement>(null);
	const { count, counting, countSoon } = useLiveCount(form, builder.count);
	const wrong = builder.rows.some((row) => row.error !== null || row.fields.some((field) => field.error !== null));
	return (
		<form ref={form} method="post" className="grid max-w-3xl gap-5" onInput={countSoon}>
			{/* The first button answers the Enter key. */}
			<button type="submit" name="intent" value="count" className="sr-only" tabIndex={-1} aria-hidden="true">
				{t("segments.count")}
			</button>
			<input type="hidden" name="place" value={place.value} />
			<p className="text-sm">
				<span className="font-semibold">{t("segments.place")}</span>: {place.label}
			</p>
			{builder.error || wrong ? (
				<p className="notice notice-bad" role="alert">
					{builder.error ? errorText(builder.error) : t("segments.wrongRule")}
				</p>
			) : null}
			<SegmentBuilder match={builder.match} rows={builder.rows} facts={builder.facts} mayAdd={builder.mayAdd} />
			<div className="flex flex-wrap items-center gap-4 rounded-sm border border-line p-3">
				<output aria-live="polite" className="text-lg tabular-nums">
					{count === null ? t("segments.notCounted") : t("segments.counted", { number: formatInteger(count) })}
					{counting ? <span className="hint ms-2">{t("segments.counting")}</span> : null}
				</output>
				<button type="submit" name="intent" value="count" className="btn btn-small">
					{t("segments.count")}
				</button>
			</div>
			<TextField
				name="name"
				label={t("segments.name")}
				hint={t("segments.nameHint")}
				value={builder.name}
				errors={builder.nameError === null ? [] : [errorText(builder.nameError)]}
				maxLength={100}
			/>
			<div>
				<button type="submit" name="intent" value="save" className="btn btn-primary">
					{t("segments.save")}
				</button>
			</div>
		</form>
	);
}

function useLiveCount(form: React.RefObject<HTMLFormElement | null>, begins: number | null) {
	const fetcher = useFetcher<{ count: number | null }>();
	const [timer, setTimer] = useState<number | undefined>();
	const countNow = () => {
		if (form.current) fetcher.submit(new FormData(form.current), { method: "get", action: COUNT });
	};
	return {
		count: fetcher.data === undefined ? begins : fetcher.data.count,
		counting: fetcher.state !== "idle",
		countSoon() {
			window.clearTimeout(timer);
			setTimer(window.setTimeout(countNow, PAUSE_MS));
		},
	};
}
