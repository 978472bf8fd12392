import sharp from "sharp";

const [WIDTH, HEIGHT] = [1600, 1000];

/** Numbers between 0 and 1 that are the same every time. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Rows of molecules on a membrane, seen from the side. */
function membrane(): string {
	const next = seeded(7);
	const heads = Array.from({ length: 34 }, (_, at) => {
		const x = 24 + at * 48;
		const lift = 26 * Math.sin(at / 3);
		const tail = (y: number, down: number) =>
			`<path d="M${x - 8} ${y} q-6 ${down / 2} 0 ${down} M${x + 8} ${y} q6 ${down / 2} 0 ${down}" stroke="#d9a441" stroke-width="5" fill="none"/>`;
		const head = (y: number) => `<circle cx="${x}" cy="${y}" r="19" fill="#0f4a4e"/>`;
		return head(560 + lift) + tail(580 + lift, 90) + head(790 + lift) + tail(770 + lift, -90);
	});
	const water = Array.from({ length: 170 }, () => {
		const [x, y] = [next() * WIDTH, next() * 500];
		return `<circle cx="${x}" cy="${y}" r="${5 + next() * 9}" fill="#5ea4b5" opacity="${0.35 + next() * 0.5}"/>`;
	});
	return `<rect width="1600" height="1000" fill="#e6efe9"/>${water.join("")}${heads.join("")}<path d="M800 60 L860 430 L800 520 L740 430 Z" fill="#a8452a" opacity="0.9"/>`;
}

/** Nerve cells that reach for each other. */
function neurons(): string {
	const next = seeded(23);
	const cells = Array.from({ length: 17 }, () => ({
		x: 90 + next() * 1420,
		y: 90 + next() * 820,
		r: 16 + next() * 26,
	}));
	const paths = cells.flatMap((from, at) =>
		cells.slice(at + 1).flatMap((to) => {
			if (Math.hypot(from.x - to.x, from.y - to.y) > 430) return [];
			const [mx, my] = [(from.x + to.x) / 2 + (next() - 0.5) * 160, (from.y + to.y) / 2 + (next() - 0.5) * 160];
			return [
				`<path d="M${from.x} ${from.y} Q${mx} ${my} ${to.x} ${to.y}" stroke="#b98a63" stroke-width="${2 + next() * 4}" fill="none" opacity="0.8"/>`,
			];
		}),
	);
	const bodies = cells.map(
		({ x, y, r }, at) =>
			`<circle cx="${x}" cy="${y}" r="${r}" fill="${at % 4 === 0 ? "#f0a581" : "#f6e3c8"}"/><circle cx="${x}" cy="${y}" r="${r / 3}" fill="#a8452a"/>`,
	);
	return `<rect width="1600" height="1000" fill="#2a2233"/>${paths.join("")}${bodies.join("")}`;
}

/** A reaction as a landscape: the way over the lowest pass. */
function passes(): string {
	const ridges = [0, 1, 2, 3, 4].map((layer) => {
		const base = 330 + layer * 130;
		const points = Array.from({ length: 41 }, (_, at) => {
			const x = at * 40;
			const y =
				base -
				130 * Math.exp(-(((x - 520 - layer * 90) / 230) ** 2)) -
				90 * Math.exp(-(((x - 1180 - layer * 30) / 170) ** 2));
			return `${x},${y + 18 * Math.sin(x / 90 + layer)}`;
		});
		const fill = ["#cfdccb", "#a9c4ae", "#7fa58f", "#4d7f72", "#1d5552"][layer];
		return `<polygon points="0,1000 ${points.join(" ")} 1600,1000" fill="${fill}"/>`;
	});
	return `<rect width="1600" height="1000" fill="#f6ecd9"/><circle cx="1290" cy="190" r="90" fill="#e2a75c"/>${ridges.join("")}<path d="M120 820 C420 640 640 600 830 560 S1240 700 1500 640" stroke="#fffdf9" stroke-width="9" stroke-dasharray="4 26" stroke-linecap="round" fill="none"/>`;
}

/** Curved light around a mass nobody sees. */
function lenses(): string {
	const next = seeded(91);
	const stars = Array.from({ length: 260 }, () => {
		return `<circle cx="${next() * WIDTH}" cy="${next() * HEIGHT}" r="${0.8 + next() * 2.6}" fill="#f3ead8" opacity="${0.3 + next() * 0.7}"/>`;
	});
	const arcs = Array.from({ length: 26 }, () => {
		const radius = 130 + next() * 360;
		const from = next() * Math.PI * 2;
		const to = from + 0.25 + next() * 0.7;
		const point = (angle: number) => `${800 + radius * Math.cos(angle)} ${500 + radius * 0.86 * Math.sin(angle)}`;
		return `<path d="M${point(from)} A${radius} ${radius * 0.86} 0 0 1 ${point(to)}" stroke="#9fc4e8" stroke-width="${3 + next() * 9}" stroke-linecap="round" fill="none" opacity="${0.3 + next() * 0.5}"/>`;
	});
	return `<rect width="1600" height="1000" fill="#0d1526"/><circle cx="800" cy="500" r="420" fill="#1c2c4d" opacity="0.6"/><circle cx="800" cy="500" r="210" fill="#2d4470" opacity="0.5"/>${stars.join("")}${arcs.join("")}`;
}

/** Waves of a night's sleep. */
function sleep(): string {
	const waves = Array.from({ length: 9 }, (_, row) => {
		const y = 250 + row * 75;
		const points = Array.from({ length: 81 }, (_, at) => {
			const x = at * 20;
			const depth = 12 + 34 * Math.abs(Math.sin(x / 380 + row / 4));
			return `${x},${y + depth * Math.sin(x / (26 + row * 6))}`;
		});
		return `<polyline points="${points.join(" ")}" fill="none" stroke="#c9b8e6" stroke-width="3.5" opacity="${0.25 + row * 0.08}"/>`;
	});
	return `<rect width="1600" height="1000" fill="#232046"/><circle cx="1240" cy="210" r="120" fill="#f4e6b8"/><circle cx="1190" cy="185" r="112" fill="#232046"/>${waves.join("")}`;
}

/** A sea with its smallest life below the surface. */
function plankton(): string {
	const next = seeded(5);
	const lives = Array.from({ length: 80 }, () => {
		const [x, y, r] = [next() * WIDTH, 380 + next() * 600, 8 + next() * 30];
		const spokes = Array.from({ length: 8 }, (_, at) => {
			const angle = (at * Math.PI) / 4;
			return `M${x} ${y} L${x + r * 1.5 * Math.cos(angle)} ${y + r * 1.5 * Math.sin(angle)}`;
		});
		return `<path d="${spokes.join(" ")}" stroke="#bfe3d0" stroke-width="2" opacity="0.6"/><circle cx="${x}" cy="${y}" r="${r}" fill="#8fd0b5" opacity="${0.25 + next() * 0.5}"/>`;
	});
	return `<rect width="1600" height="1000" fill="#0b3c4d"/><rect width="1600" height="340" fill="#f2e4cc"/><path d="M0 340 Q200 300 400 340 T800 340 T1200 340 T1600 340 V420 H0 Z" fill="#2f7f8c"/>${lives.join("")}`;
}

export const DRAWINGS = { membrane, neurons, passes, lenses, sleep, plankton } as const;

/** A cover picture, drawn. */
export function drawCover(name: keyof typeof DRAWINGS): Promise<Buffer> {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${DRAWINGS[name]()}</svg>`;
	return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
}
