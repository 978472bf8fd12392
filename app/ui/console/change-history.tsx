import { useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface ChangeLine {
	id: string;
	at: string;
	actor: string;
	action: string;
	/** each value before and after, in words */
	values: readonly string[];
}

/** Who changed one thing, and what. */
export function ChangeHistory({ changes }: { changes: readonly ChangeLine[] }) {
	const t = useT("console");
	return (
		<Section title={t("history.title")}>
			<PlainTable
				label={t("history.title")}
				empty={t("history.none")}
				columns={[
					{ label: t("history.at"), number: true },
					{ label: t("history.actor") },
					{ label: t("history.what") },
				]}
				rows={changes.map((change) => ({
					key: change.id,
					cells: [
						change.at,
						change.actor,
						<div key="what">
							<p className="font-semibold">{change.action}</p>
							{change.values.map((value) => (
								<p key={value} className="max-w-text whitespace-pre-line">
									{value}
								</p>
							))}
						</div>,
					],
				}))}
			/>
		</Section>
	);
}
