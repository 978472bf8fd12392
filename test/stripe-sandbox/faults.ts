import type { Store } from "./store.ts";
import { PLATFORM_ACCOUNT } from "./wire.ts";

/** What goes wrong on purpose. Everything absent is off. */
interface FaultSettings {
	/** Each event is delivered this many times more. */
	duplicate: number;
	/** Events of a short window are delivered newest first. */
	reorder: boolean;
	/** Wait before each event's first delivery. */
	delayMs: number;
	/** Share (0..1) of events that are listed by the API but never delivered. */
	drop: number;
	/** Deliveries are signed with a wrong secret. */
	badSignature: boolean;
	/** Share (0..1) of API answers that are 500, by turns before anything was done and after everything was. */
	http500: number;
	/** Wait before each API answer, after the work is done. */
	apiDelayMs: number;
	/** New card refunds stay pending until `POST /_sandbox/refund/{id}`. */
	refundPending: boolean;
}

const OFF: FaultSettings = {
	duplicate: 0,
	reorder: false,
	delayMs: 0,
	drop: 0,
	badSignature: false,
	http500: 0,
	apiDelayMs: 0,
	refundPending: false,
};

export class Faults {
	private settings: FaultSettings;
	private dropped = 0;
	private failed = 0;
	private failAfter = true;

	constructor(private readonly store: Store) {
		const saved = store.row("setting", "faults")?.keys.json;
		this.settings = { ...OFF, ...(typeof saved === "string" ? (JSON.parse(saved) as Partial<FaultSettings>) : {}) };
	}

	get current(): Readonly<FaultSettings> {
		return this.settings;
	}

	set(input: unknown): FaultSettings {
		if (typeof input !== "object" || input === null || Array.isArray(input))
			throw new Error("faults must be an object");
		const next: Record<string, number | boolean> = { ...OFF };
		for (const [name, value] of Object.entries(input)) {
			if (!Object.hasOwn(OFF, name)) throw new Error(`unknown fault: ${name}`);
			const wanted = typeof OFF[name as keyof FaultSettings];
			const normal: unknown = wanted === "number" && typeof value === "boolean" ? Number(value) : value;
			if (typeof normal !== wanted) throw new Error(`${name} must be a ${wanted}`);
			if (typeof normal === "number" && !(normal >= 0)) throw new Error(`${name} must not be negative`);
			next[name] = normal as number | boolean;
		}
		this.settings = next as unknown as FaultSettings;
		this.dropped = 0;
		this.failed = 0;
		this.failAfter = true;
		this.store.transaction(this.store.lastMs, (tx) => {
			tx.mark("setting", PLATFORM_ACCOUNT, "faults", { json: JSON.stringify(this.settings) });
		});
		return this.settings;
	}

	reset(): void {
		this.settings = { ...OFF };
	}

	/** Shares are met evenly, not by chance: 0.25 hits every fourth. */
	dropsThisEvent(): boolean {
		this.dropped += this.settings.drop;
		if (this.dropped < 1) return false;
		this.dropped -= 1;
		return true;
	}

	failsThisAnswer(): "before" | "after" | null {
		this.failed += this.settings.http500;
		if (this.failed < 1) return null;
		this.failed -= 1;
		this.failAfter = !this.failAfter;
		return this.failAfter ? "after" : "before";
	}
}
