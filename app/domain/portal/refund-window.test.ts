import { expect, test } from "vitest";
import { jstDay } from "../calendar/fiscal-year.ts";
import { refundWindow } from "./refund-window.ts";

const on = (moment: string, windowDays = 14) =>
	refundWindow({ givenOn: "2026-11-22", windowDays, today: jstDay(moment) });

test("days are counted in Japan, the last one included", () => {
	expect(on("2026-11-22T00:00:00+09:00")).toEqual({ open: true, lastDay: "2026-12-06" });
	expect(on("2026-12-06T14:59:59Z").open).toBe(true);
	expect(on("2026-12-06T15:00:00Z").open).toBe(false);
});

test("an institution without a window, or a gift without money, has none", () => {
	expect(on("2026-11-22T03:00:00Z", 0)).toEqual({ open: false, lastDay: null });
	expect(refundWindow({ givenOn: null, windowDays: 14, today: "2026-11-22" })).toEqual({ open: false, lastDay: null });
});

test("it goes over the end of a leap February", () => {
	expect(refundWindow({ givenOn: "2028-02-20", windowDays: 10, today: "2028-03-01" })).toEqual({
		open: true,
		lastDay: "2028-03-01",
	});
});
