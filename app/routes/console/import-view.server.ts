import type { getImport } from "~/domain/imports/get-import.server";
import type { FieldName } from "~/domain/imports/import-fields";
import { IMPORT_FIELDS, isWordField, MAIN_AMOUNTS, valuesOf, type WordFieldName } from "~/domain/imports/import-fields";
import { DEFAULTED, type Mapping } from "~/domain/imports/import-mapping";
import { closest } from "~/domain/imports/rounding";
import { formatInteger, formatMoment, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { changeHead, nameOf } from "./fund-view.server";

type Shown = Awaited<ReturnType<typeof getImport>>;
const SAMPLE_CHARACTERS = 40;

/** A key of errors.json with its values, in words. */
export function reasonText(reason: string, lang: Lang): string {
	const [key = "", values] = reason.split("?", 2);
	const t = getT(lang, "errors") as unknown as (key: string, values: object) => string;
	return t(key, Object.fromEntries(new URLSearchParams(values)));
}

/** The file's own heading of a column, else our name for it. */
export function columnText(shown: Pick<Shown, "mapping" | "headings">, column: string | null, lang: Lang): string {
	if (column === null) return "";
	const at = shown.mapping.columns[column as FieldName];
	const heading = at === undefined ? undefined : shown.headings[at];
	return heading || getT(lang, "console")(`imports.fields.${column as FieldName}`);
}

/** Everything the page of one import shows, in the reader's words. */
export function importView(shown: Shown, lang: Lang) {
	const t = getT(lang, "console");
	return {
		id: shown.id,
		title: shown.fileName,
		kind: shown.kind,
		status: shown.status,
		failedStep: shown.failedStep as "checking" | "running" | "undoing" | null,
		errorId: shown.error,
		mayImport: shown.mayImport,
		counts: {
			rows: shown.rowCount,
			checked: shown.checkedRows,
			done: shown.doneRows,
			bad: shown.badRows,
			created: shown.createdRows,
			changed: shown.changedRows,
			unchanged: shown.unchangedRows,
		},
		facts: [
			{ label: t("imports.kind"), value: t(`imports.kinds.${shown.kind}`) },
			{ label: t("imports.place"), value: shown.hub?.abbreviation ?? nameOf(shown.institution, lang) },
			{ label: t("imports.rows"), value: formatInteger(shown.rowCount) },
			{ label: t("imports.createdAt"), value: formatMoment(shown.createdAt, lang) },
			...totalFacts(shown, lang),
		],
		closedYears: shown.closedYears,
		headings: shown.headings,
		samples: shown.samples.map(({ line, cells }) => ({ line, cells })),
		unit: shown.mapping.unit,
		columns: columnRows(shown, lang),
		words: wordRows(shown, lang),
		defaults: defaultRows(shown, lang),
		wrong: shown.wrong.map((row) => ({
			line: row.line,
			reasons: row.errors.map(({ column, reason }) => {
				const heading = columnText(shown, column, lang);
				const cell = column === null ? "" : (row.cells[shown.mapping.columns[column] ?? -1] ?? "");
				return { heading, cell: cell.slice(0, SAMPLE_CHARACTERS), text: reasonText(reason, lang) };
			}),
		})),
		preview: previewRows(shown),
		history: shown.changes.map((change) => ({ ...changeHead(change, lang), values: reasonsOf(change.after) })),
	};
}

function reasonsOf(after: Record<string, unknown> | null): string[] {
	return typeof after?.adjustmentReason === "string" && after.adjustmentReason !== "" ? [after.adjustmentReason] : [];
}

/** What the rows add up to beside what the file itself prints, and why they may differ. */
function totalFacts({ kind, mapping, rowsTotalYen, printedTotalYen, rowCount }: Shown, lang: Lang) {
	const t = getT(lang, "console");
	if (rowsTotalYen === null) return [];
	const name = MAIN_AMOUNTS[kind].find((one) => mapping.columns[one] !== undefined);
	const of = name ? t(`imports.fields.${name}`) : "";
	const sum = { label: t("imports.rowsTotal", { of }), value: formatYenSign(rowsTotalYen) };
	if (printedTotalYen === null) return [sum];
	const note = t(`imports.totalNotes.${closest(rowsTotalYen - printedTotalYen, mapping.unit, rowCount)}`, {
		difference: formatYenSign(rowsTotalYen - printedTotalYen),
	});
	return [sum, { label: t("imports.printedTotal"), value: `${formatYenSign(printedTotalYen)} ${note}` }];
}

function columnRows({ kind, mapping, headings, samples }: Shown, lang: Lang) {
	const t = getT(lang, "console");
	return IMPORT_FIELDS[kind].map(({ name }) => {
		const at = mapping.columns[name];
		const values = at === undefined ? [] : samples.map(({ cells }) => cells[at] ?? "").filter((cell) => cell !== "");
		return {
			name,
			label: t(`imports.fields.${name}`),
			at: at === undefined ? "" : String(at),
			sample: [...new Set(values)]
				.slice(0, 3)
				.map((text) => text.slice(0, SAMPLE_CHARACTERS))
				.join("、"),
			known: at !== undefined && headings[at] !== undefined,
		};
	});
}

/** Where the texts of a field's values stand. */
const VALUE_TEXTS = {
	category: "categories",
	use: "uses",
	hostKind: "externalFunds.hostKinds",
	decision: "externalFunds.decisions",
	receiptKind: "externalFunds.receiptKinds",
	channel: "channels",
	expenseItem: "expenseItems",
} as const satisfies Record<WordFieldName, string>;

const valueText = (field: WordFieldName, value: string, lang: Lang) =>
	getT(lang, "console")(`${VALUE_TEXTS[field]}.${value}` as "categories.other");

function wordRows({ words }: Shown, lang: Lang) {
	const t = getT(lang, "console");
	return words.map(({ field, word, count, value }, index) => ({
		key: `${field}.${index}`,
		field,
		word,
		count,
		value: value ?? "",
		label: t("imports.wordOf", { field: t(`imports.fields.${field}`), word, count }),
		options: optionsOf(field, lang),
	}));
}

function optionsOf(field: WordFieldName, lang: Lang) {
	return valuesOf(field).map((value) => ({ value, label: valueText(field, value, lang) }));
}

function defaultRows({ kind, mapping }: Shown, lang: Lang) {
	const t = getT(lang, "console");
	return DEFAULTED[kind].map((name) => ({
		name,
		label: t("imports.defaultOf", { field: t(`imports.fields.${name}`) }),
		value: mapping.defaults[name] ?? "",
		options: isWordField(name) ? optionsOf(name, lang) : null,
	}));
}

type Parsed = {
	words?: { number: string | null; title: string | null };
	year?:
		| ({ fiscalYear: number } & Record<"decidedYen" | "plannedYen" | "directYen" | "indirectYen", string | null>)
		| null;
	receipt?: { receivedOn: string; amountYen: string } | null;
	spentOn?: string;
	description?: string;
	voucher?: string;
	amountYen?: string;
};

/** As the fund keeps it: direct and indirect cost are what was decided where no column says so. */
function decidedOf(year: Parsed["year"]): string | null {
	if (!year) return null;
	const parts = [year.directYen, year.indirectYen].filter((yen) => yen !== null);
	const sum = parts.reduce((total, yen) => total + BigInt(yen), 0n);
	return year.decidedYen ?? (parts.length > 0 ? sum.toString() : year.plannedYen);
}

/** What some of the rows were understood as. */
function previewRows({ preview }: Shown) {
	return preview.map(({ line, parsed, status }) => {
		const row = parsed as Parsed;
		const yen = row.receipt?.amountYen ?? row.amountYen ?? null;
		return {
			line,
			status: status as "good",
			what: row.description ?? [row.words?.number, row.words?.title].filter(Boolean).join(" "),
			year: row.year?.fiscalYear ?? null,
			decided: decidedOf(row.year),
			day: row.receipt?.receivedOn ?? row.spentOn ?? null,
			yen,
		};
	});
}

/** A mapping from the page's form. */
export function sentMapping(sent: FormData): unknown {
	const columns: Record<string, number> = {};
	const values: Record<string, Record<string, string>> = {};
	const defaults: Record<string, string> = {};
	for (const [name, given] of sent) {
		const value = typeof given === "string" ? given.trim() : "";
		const [part = "", field = "", index = ""] = name.split(".");
		if (value === "") continue;
		if (part === "col" && /^\d{1,3}$/.test(value)) columns[field] = Number(value);
		if (part === "def") defaults[field] = value;
		if (part === "val") {
			const word = sent.get(`word.${field}.${index}`);
			if (typeof word === "string") values[field] = { ...values[field], [word]: value };
		}
	}
	return { columns, values, defaults, unit: sent.get("unit") } satisfies Record<keyof Mapping, unknown>;
}
