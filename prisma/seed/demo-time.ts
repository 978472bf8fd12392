import { setTimeout as sleep } from "node:timers/promises";
import { setClock } from "~/platform/clock";
import { env } from "~/platform/env.server";

export type Outcome =
	| "succeed"
	| "decline"
	| "konbini_issue"
	| "konbini_pay"
	| "konbini_expire"
	| "transfer_issue"
	| "transfer"
	| "transfer_partial";

export const HOUR_MS = 60 * 60 * 1000;

/** Something that happens at a moment of the demo's history. */
export type Step = { at: number; run: () => Promise<void> };

/**
 * The sandbox and our own clock moved together from a day in the past up to now, so that the demo's history is made by the
 * same functions, in the same order, as a real one.
 */
export class DemoTime {
	#offsetMs = 0;

	private constructor(private readonly url: string) {}

	static async begin(startAt: Date): Promise<DemoTime> {
		if (!env.stripeSandbox) throw new Error("the demo's gifts need the bundled Stripe sandbox");
		const { protocol, host, port } = env.stripeSandbox;
		const time = new DemoTime(`${protocol}://${host}:${port}`);
		await time.#waitForSandbox();
		await time.#post("reset", { keepWebhookEndpoints: true });
		await time.#post("clock", { startAt: startAt.toISOString() });
		time.#offsetMs = startAt.getTime() - Date.now();
		setClock(() => new Date(time.nowMs));
		return time;
	}

	get nowMs(): number {
		return Date.now() + this.#offsetMs;
	}

	/** Moves on to a moment; one that is already past is now. */
	async moveTo(moment: number): Promise<void> {
		const aheadMs = Math.min(moment, Date.now()) - this.nowMs;
		if (aheadMs <= 0) return;
		await this.#post("clock", { advanceSeconds: aheadMs / 1000 });
		this.#offsetMs += aheadMs;
	}

	async end(): Promise<void> {
		await this.moveTo(Date.now());
		setClock(null);
	}

	/** What the person at Stripe's page, the counter or the bank does. */
	async pay(sessionId: string, outcome: Outcome, amountYen?: number): Promise<void> {
		await this.#post(`checkout/${sessionId}`, { outcome, amountYen });
	}

	/** Anything else the world outside does: see the sandbox's control paths. */
	async tell(path: string, body: object): Promise<void> {
		await this.#post(path, body);
	}

	async #waitForSandbox(): Promise<void> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const answer = await fetch(`${this.url}/_sandbox/state`).catch(() => null);
			if (answer?.ok) return;
			if (Date.now() > deadline) throw new Error(`the Stripe sandbox does not answer at ${this.url}`);
			await sleep(150);
		}
	}

	async #post(path: string, body: object): Promise<void> {
		const answer = await fetch(`${this.url}/_sandbox/${path}`, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status} ${await answer.text()}`);
	}
}
