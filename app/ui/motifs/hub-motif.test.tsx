import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { hubTexts } from "../../../prisma/seed/hub-texts.ts";
import { HubMotif, MOTIF_NAMES } from "./hub-motif.tsx";

describe("hub drawings", () => {
	it.each(MOTIF_NAMES)("%s is small, whole and hidden from screen readers", (motif) => {
		const svg = renderToStaticMarkup(<HubMotif motif={motif} />);
		expect(svg.length).toBeLessThan(2_000);
		expect(svg).not.toMatch(/NaN|Infinity|undefined/);
		expect(svg).toContain('aria-hidden="true"');
		expect(svg).toBe(renderToStaticMarkup(<HubMotif motif={motif} />));
	});

	it("draws something for a hub whose drawing is unknown", () => {
		expect(renderToStaticMarkup(<HubMotif motif="not-drawn-yet" />)).toContain("<path");
	});

	it("gives every hub a drawing of its own", () => {
		const used = Object.values(hubTexts).map((text) => text.motif);
		expect(new Set(used).size).toBe(used.length);
		expect(used.filter((motif) => !MOTIF_NAMES.includes(motif))).toEqual([]);
	});
});
