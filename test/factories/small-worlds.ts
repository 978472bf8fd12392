import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newId } from "~/platform/new-id";

export type SmallGift = {
	id: string;
	donorId: string;
	hubId: string | null;
	fundId: string;
	planId: string | null;
	yen: number;
	backYen: number;
	givenOn: string;
	received: boolean;
	named: boolean;
};
export type SmallDonor = {
	id: string;
	kind: "individual" | "company";
	lang: "ja" | "en";
	country: string;
	prefecture: string;
	postalCode: string;
	erased: boolean;
	hubIds: string[];
	/** by hub */
	officers: Record<string, string>;
	consents: { purpose: "reports" | "appeals"; withdrawn: boolean }[];
};
/** One institution as a few dozen rows, in memory and in the database alike. */
export type SmallWorld = {
	institutionId: string;
	hubIds: string[];
	funds: { id: string; hubId: string | null }[];
	donors: SmallDonor[];
	gifts: SmallGift[];
	plans: { id: string; donorId: string; hubId: string; unit: "month" | "year"; status: string }[];
	pledges: { id: string; donorId: string; hubId: string; status: string; overdue: boolean }[];
	credits: { donorId: string; giftId: string }[];
};

/** Numbers that look random and are the same on every run. */
export function diceOf(seed: number) {
	let state = seed >>> 0;
	const next = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	const upTo = (count: number) => Math.floor(next() * count);
	return { next, upTo, pick: <T>(list: readonly T[]) => list[upTo(list.length)] as T };
}

const daysFrom = (first: string, days: number) =>
	new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** @param today  JST day: gifts lie within three years before it, crowded around its edges */
export function makeSmallWorld(
	seed: number,
	today: string,
	place: Pick<SmallWorld, "institutionId" | "hubIds" | "funds"> & { officers: string[] },
): SmallWorld {
	const dice = diceOf(seed);
	const donors = Array.from({ length: 24 }, (): SmallDonor => {
		const hubIds = place.hubIds.filter(() => dice.next() < 0.8);
		const abroad = dice.next() < 0.15;
		return {
			id: newId(),
			kind: dice.next() < 0.2 ? "company" : "individual",
			lang: dice.next() < 0.3 ? "en" : "ja",
			country: abroad ? dice.pick(["US", "FR", "ZZ"]) : "JP",
			prefecture: abroad ? "" : dice.pick(["石川県", "東京都"]),
			postalCode: dice.next() < 0.7 ? "920-1192" : "",
			erased: dice.next() < 0.06,
			hubIds,
			officers: Object.fromEntries(
				hubIds.flatMap((hubId) => (dice.next() < 0.4 ? [[hubId, dice.pick(place.officers)]] : [])),
			),
			consents: (["reports", "appeals"] as const).flatMap((purpose) =>
				dice.next() < 0.5 ? [{ purpose, withdrawn: dice.next() < 0.3 }] : [],
			),
		};
	});
	const world: SmallWorld = { ...place, donors, gifts: [], plans: [], pledges: [], credits: [] };
	for (const donor of donors) addDeeds(world, donor, today, dice);
	return world;
}

function addDeeds(world: SmallWorld, donor: SmallDonor, today: string, dice: ReturnType<typeof diceOf>) {
	for (const hubId of donor.hubIds) {
		if (dice.next() < 0.3) {
			const status = dice.pick(["active", "active", "paused", "cancelled"]);
			world.plans.push({ id: newId(), donorId: donor.id, hubId, unit: dice.next() < 0.8 ? "month" : "year", status });
		}
		if (dice.next() < 0.25) {
			const status = dice.pick(["active", "fulfilled"]);
			world.pledges.push({ id: newId(), donorId: donor.id, hubId, status, overdue: dice.next() < 0.6 });
		}
	}
	const plan = world.plans.find((one) => one.donorId === donor.id);
	const gift = (givenOn: string, planId: string | null, hubId: string | null): SmallGift => {
		const funds = world.funds.filter((fund) => fund.hubId === hubId);
		const yen = dice.pick([1000, 3000, 10_000, 50_000]);
		const received = dice.next() < 0.9;
		return {
			id: newId(),
			donorId: donor.id,
			hubId,
			fundId: dice.pick(funds).id,
			planId,
			yen,
			backYen: received && dice.next() < 0.2 ? (dice.next() < 0.5 ? yen : yen / 4) : 0,
			givenOn,
			received,
			named: dice.next() < 0.2,
		};
	};
	const places = donor.hubIds;
	for (let count = dice.upTo(6); places.length > 0 && count > 0; count -= 1) {
		const edge = dice.pick([0, 1, 30, 89, 90, 91, 236, 237, 364, 365, 366, 600, 601, 602, dice.upTo(1100)]);
		world.gifts.push(gift(daysFrom(today, -edge), null, dice.pick(places)));
	}
	if (plan) {
		const months = dice.upTo(8);
		for (let month = 1; month <= months; month += 1) {
			if (dice.next() < 0.12) continue;
			world.gifts.push(gift(daysFrom(today, -30 * month), plan.id, plan.hubId));
		}
	}
	const own = world.gifts.find((one) => one.donorId !== donor.id && one.received);
	if (own && dice.next() < 0.2) world.credits.push({ donorId: donor.id, giftId: own.id });
}

/** Writes it down as rows. */
export async function writeSmallWorld(pool: pg.Pool, world: SmallWorld): Promise<void> {
	const insert = (table: string, rows: object[]) => insertRows(pool, table, rows);
	const { institutionId } = world;
	await insert(
		"donor",
		world.donors.map((donor) => ({
			id: donor.id,
			institution_id: institutionId,
			kind: donor.kind,
			lang: donor.lang,
			country: donor.country,
			prefecture: donor.prefecture,
			postal_code: donor.postalCode,
			city: "金沢市",
			address_line: "角間町1",
			email: `${donor.id}@example.jp`,
			search_key: "",
			identity_key: donor.id,
			erased_at: donor.erased ? "2026-01-01T00:00:00Z" : null,
		})),
	);
	await insert(
		"relationship",
		world.donors.flatMap(({ id, hubIds, officers }) =>
			hubIds.map((hub) => ({ donor_id: id, hub_id: hub, officer_id: officers[hub] ?? null })),
		),
	);
	await insert(
		"consent",
		world.donors.flatMap(({ id, consents }) =>
			consents.map(({ purpose, withdrawn }) => ({
				id: newId(),
				donor_id: id,
				purpose,
				channel: "email",
				wording_version: "test",
				wording: "test",
				lang: "ja",
				source: "test",
				given_at: "2025-01-01T00:00:00Z",
				withdrawn_at: withdrawn ? "2025-02-01T00:00:00Z" : null,
			})),
		),
	);
	await insert(
		"recurring_plan",
		world.plans.map(({ id, donorId, hubId, unit, status }) => ({
			id,
			donor_id: donorId,
			institution_id: institutionId,
			hub_id: hubId,
			fund_id: world.funds.find((fund) => fund.hubId === hubId)?.id,
			stripe_account_id: "platform",
			unit,
			anchor_day: 1,
			amount_yen: 1000,
			status,
			end_reason: status === "cancelled" ? "donor" : null,
			lang: "ja",
		})),
	);
	await writePledges(pool, world);
	await writeGifts(pool, world);
	await insert(
		"soft_credit",
		world.credits.map(({ donorId, giftId }) => ({
			id: newId(),
			donor_id: donorId,
			gift_id: giftId,
			amount_yen: 100,
			reason: "other",
		})),
	);
}

async function writePledges(pool: pg.Pool, world: SmallWorld) {
	const { institutionId, pledges } = world;
	const schedules = pledges.map(({ id }) => ({ id: newId(), pledge_id: id }));
	await insertRows(
		pool,
		"pledge",
		pledges.map(({ id, donorId, hubId, status }) => ({
			id,
			public_token: randomUUID(),
			reference: String(parseInt(id.slice(-8), 16))
				.padStart(6, "1")
				.slice(0, 10),
			donor_id: donorId,
			institution_id: institutionId,
			hub_id: hubId,
			fund_id: world.funds.find((fund) => fund.hubId === hubId)?.id,
			amount_yen: 1000,
			status,
			source: "paper",
			lang: "ja",
			start_on: "2026-04-01",
			form_key: id,
		})),
	);
	await insertRows(
		pool,
		"pledge_schedule",
		schedules.map((schedule) => ({
			...schedule,
			version: 1,
			amount_yen: 1000,
			rule: {},
			cause: "first",
			created_at: "2026-04-01T00:00:00Z",
		})),
	);
	await insertRows(
		pool,
		"instalment",
		pledges.map(({ id, hubId, overdue }, index) => ({
			id: newId(),
			pledge_id: id,
			schedule_id: schedules[index]?.id,
			institution_id: institutionId,
			hub_id: hubId,
			number: 1,
			due_on: "2026-05-01",
			scheduled_yen: 1000,
			status: overdue ? "overdue" : "scheduled",
		})),
	);
}

async function writeGifts(pool: pg.Pool, world: SmallWorld) {
	const { institutionId, gifts } = world;
	await insertRows(
		pool,
		"gift",
		gifts.map((gift) => ({
			id: gift.id,
			public_token: randomUUID(),
			hub_id: gift.hubId,
			fund_id: gift.fundId,
			institution_id: institutionId,
			donor_id: gift.donorId,
			recurring_plan_id: gift.planId,
			amount_yen: gift.yen,
			channel: "cash",
			payment_status: gift.received ? "received" : "failed",
			lang: "ja",
			donor_kind: "individual",
			email: "gift@example.jp",
			form_key: gift.id,
			given_on: gift.givenOn,
			display_status: gift.named ? "approved" : "none",
		})),
	);
	const back = gifts.filter(({ backYen }) => backYen > 0).map((gift) => ({ ...gift, paymentId: newId() }));
	await insertRows(
		pool,
		"payment",
		back.map(({ paymentId, hubId, yen, givenOn }) => ({
			id: paymentId,
			institution_id: institutionId,
			hub_id: hubId,
			channel: "cash",
			gross_yen: yen,
			charged_at: `${givenOn}T03:00:00Z`,
			given_on: givenOn,
		})),
	);
	await insertRows(
		pool,
		"allocation",
		back.map(({ id, paymentId, yen }) => ({ id: newId(), payment_id: paymentId, gift_id: id, amount_yen: yen })),
	);
	await insertRows(
		pool,
		"refund",
		back.map(({ paymentId, backYen }) => ({
			id: newId(),
			payment_id: paymentId,
			amount_yen: backYen,
			status: "succeeded",
			requested_by: "test",
		})),
	);
}

async function insertRows(pool: pg.Pool, table: string, rows: object[]): Promise<void> {
	const [first] = rows;
	if (first === undefined) return;
	const columns = Object.keys(first).map((name) => `"${name}"`);
	await pool.query(
		`INSERT INTO "${table}" (${columns.join(", ")}) SELECT ${columns.join(", ")} FROM jsonb_populate_recordset(NULL::"${table}", $1)`,
		[JSON.stringify(rows)],
	);
}
