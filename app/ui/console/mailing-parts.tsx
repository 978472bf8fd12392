import { useT } from "~/i18n/use-t.ts";

const LEFT_OUT = ["consent", "refused", "address", "suppressed", "shared"] as const;

/** Who of an audience gets no mail, and why; nothing when nobody. */
export function LeftOutList({ leftOut }: { leftOut: Readonly<Record<string, number>> }) {
	const t = useT("console");
	const reasons = LEFT_OUT.filter((reason) => (leftOut[reason] ?? 0) > 0);
	if (reasons.length === 0) return <p className="hint mt-1">{t("mailings.nobodyLeftOut")}</p>;
	return (
		<ul className="mt-1 list-disc ps-5 text-sm">
			{reasons.map((reason) => (
				<li key={reason}>{t(`mailings.leftOut.${reason}`, { people: leftOut[reason] ?? 0 })}</li>
			))}
		</ul>
	);
}

const PARTS = [
	{ state: "sent", fill: "var(--color-good)" },
	{ state: "bounced", fill: "var(--color-bad)" },
	{ state: "uncertain", fill: "var(--color-warn)" },
	{ state: "dropped", fill: "var(--color-ink-soft)" },
	{ state: "sending", fill: "var(--color-accent)" },
] as const;
const WIDTH = 1000;
const HEIGHT = 28;

type CountsOfMails = Readonly<Record<"queued" | "sending" | "sent" | "bounced" | "uncertain" | "dropped", number>>;

/** How far a sending is, drawn to scale; the numbers stand beside it in words. */
export function MailingProgress({ counts, total }: { counts: CountsOfMails; total: number }) {
	const t = useT("console");
	const done = total === 0 ? 0 : Math.floor(((total - counts.queued - counts.sending) / total) * 100);
	let x = 0;
	const parts = PARTS.flatMap(({ state, fill }) => {
		const count = counts[state];
		if (count === 0 || total === 0) return [];
		const width = Math.max(2, (count / total) * WIDTH);
		const at = x;
		x += width;
		return [{ state, fill, count, at, width: Math.min(width, WIDTH - at) }];
	});
	return (
		<figure className="my-4">
			<svg
				viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
				preserveAspectRatio="none"
				className="h-7 w-full rounded-sm border border-line"
				role="img"
				aria-label={t("mailings.progress", { percent: done })}
			>
				<rect width={WIDTH} height={HEIGHT} fill="var(--color-surface)" />
				{parts.map(({ state, fill, at, width }) => (
					<rect key={state} x={at} width={width} height={HEIGHT} fill={fill} />
				))}
			</svg>
			<figcaption className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
				<strong>{t("mailings.progress", { percent: done })}</strong>
				{parts.map(({ state, fill, count }) => (
					<span key={state} className="inline-flex items-center gap-1.5">
						<svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
							<rect width="10" height="10" fill={fill} />
						</svg>
						{t(`mailStatus.${state}`)} {count.toLocaleString("en")}
					</span>
				))}
				{counts.queued > 0 ? (
					<span>
						{t("mailStatus.queued")} {counts.queued.toLocaleString("en")}
					</span>
				) : null}
			</figcaption>
		</figure>
	);
}
