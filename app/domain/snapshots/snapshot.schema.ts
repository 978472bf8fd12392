import { z } from "zod";
import { lineOf, linesOf } from "../form-text.schema.ts";

export const SNAPSHOT_MAX = { title: 120, note: 1000 } as const;

const fiscalYear = z.coerce
	.number("fields.choose")
	.int("fields.choose")
	.min(1990, "fields.choose")
	.max(2100, "fields.choose");

const form = z.object({
	fiscalYear,
	hub: lineOf(80),
	title: lineOf(SNAPSHOT_MAX.title).refine((text) => text !== "", "fields.required"),
	note: linesOf(SNAPSHOT_MAX.note),
});

/** A snapshot as it is asked for; a field left out is empty. Messages are keys of errors.json. */
export const takeSnapshotSchema = z.preprocess((input) => {
	const sent = typeof input === "object" && input !== null ? Object.entries(input) : [];
	const empty = { hub: "", title: "", note: "" };
	return { ...empty, ...Object.fromEntries(sent.filter(([, value]) => value !== undefined)) };
}, form);
