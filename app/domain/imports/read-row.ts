import { type FieldName, foldWord, knownValue, type WordFieldName } from "./import-fields.ts";
import type { Mapping } from "./import-mapping.ts";
import { type Read, readAmount, readDay, readFiscalYear, readShare, readText } from "./read-values.ts";

/** What is wrong with a cell, or with the row when `column` is null. `reason` is a key of errors.json. */
export type RowError = { column: FieldName | null; reason: string };

/** The hubs and funds rows of an import may name, by every word for them. */
export type Places = { hubId: string | null; hubs: ReadonlyMap<string, string>; funds: ReadonlyMap<string, string> };

/** One row under a mapping: each question reads one cell and keeps what is wrong with it. */
export class RowReader {
	readonly errors: RowError[] = [];

	constructor(
		readonly cells: readonly string[],
		readonly mapping: Mapping,
		readonly today: string,
	) {}

	cell(name: FieldName): string {
		const at = this.mapping.columns[name];
		return at === undefined ? "" : (this.cells[at] ?? "");
	}

	wrong(column: FieldName | null, reason: string): null {
		this.errors.push({ column, reason });
		return null;
	}

	text(name: FieldName, most: number): string | null {
		return this.take(name, readText(this.cell(name), most));
	}

	/** As text, so that it can be kept as JSON. */
	amount(name: FieldName): string | null {
		const yen = this.take(name, readAmount(this.cell(name), this.mapping.unit));
		return yen === null ? null : yen.toString();
	}

	day(name: FieldName, limits: { past?: boolean } = {}): string | null {
		const to = limits.past ? this.today : "2199-12-31";
		return this.take(name, readDay(this.cell(name), { from: "1990-04-01", to }));
	}

	year(name: FieldName): number | null {
		return this.take(name, readFiscalYear(this.cell(name), { from: 1990, to: 2100 }));
	}

	share(name: FieldName): number | null {
		return this.take(name, readShare(this.cell(name)));
	}

	/** The value a word stands for: as the person said, as known, else the default where the cell is empty. */
	word(name: WordFieldName): string | null {
		const cell = this.cell(name).trim();
		if (cell === "") return this.mapping.defaults[name] ?? null;
		const value = this.mapping.values[name]?.[foldWord(cell)] ?? knownValue(name, cell);
		if (value !== null) return value;
		const gift = name === "category" && /寄[附付]|gift|donation/iu.test(cell);
		return this.wrong(
			name,
			gift ? "imports.giftNotHere" : `imports.wordUnknown?${new URLSearchParams({ word: cell.slice(0, 60) })}`,
		);
	}

	/** The hub a row names; without a column for it the import's own. */
	hub(places: Places): string | null {
		const cell = this.cell("hub").trim();
		if (cell === "") return places.hubId ?? this.wrong("hub", "imports.hubNeeded");
		const hubId = places.hubs.get(foldWord(cell));
		if (hubId === undefined) return this.wrong("hub", "imports.hubUnknown");
		return places.hubId !== null && places.hubId !== hubId ? this.wrong("hub", "imports.otherHub") : hubId;
	}

	private take<T>(name: FieldName, read: Read<T>): T | null {
		if ("refusal" in read) return read.refusal === null ? null : this.wrong(name, read.refusal);
		return read.value;
	}
}
