/** What a company offered: as much again, in hundredths of a percent, of what is given within its days, up to its limit. */
export interface Offer {
	id: string;
	basisPoints: number;
	limitYen: bigint;
	/** YYYY-MM-DD, both days among them */
	startsOn: string;
	endsOn: string;
}

/** What was given on one day and did not go back. */
export interface GivenOnDay {
	day: string;
	keptYen: bigint;
}

const WHOLE = 10_000n;

/**
 * What each offer owes by now. A yen is matched once: by the first offer, in their order, whose days it falls on and which
 * has room; what that one cannot take goes to the next. Never more than the limit. Rounded down once for an offer, so the
 * number of gifts does not matter.
 * @returns yen by id of the offer
 */
export function drawMatches(offers: readonly Offer[], given: readonly GivenOnDay[]): Map<string, bigint> {
	const rooms = offers.map((offer) => ({ offer, roomYen: roomOf(offer), takenYen: 0n }));
	for (const { day, keptYen } of [...given].sort((a, b) => (a.day < b.day ? -1 : 1))) {
		let restYen = keptYen;
		for (const room of rooms) {
			if (restYen <= 0n) break;
			if (day < room.offer.startsOn || day > room.offer.endsOn) continue;
			const partYen = restYen < room.roomYen ? restYen : room.roomYen;
			room.roomYen -= partYen;
			room.takenYen += partYen;
			restYen -= partYen;
		}
	}
	return new Map(rooms.map(({ offer, takenYen }) => [offer.id, matchOf(offer, takenYen)]));
}

/** The yen given that use an offer up. */
function roomOf({ limitYen, basisPoints }: Offer): bigint {
	const share = BigInt(basisPoints);
	return (limitYen * WHOLE + share - 1n) / share;
}

function matchOf({ limitYen, basisPoints }: Offer, takenYen: bigint): bigint {
	const matchedYen = (takenYen * BigInt(basisPoints)) / WHOLE;
	return matchedYen < limitYen ? matchedYen : limitYen;
}
