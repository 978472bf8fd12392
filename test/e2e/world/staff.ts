/** Who works in the small world. */
export const STAFF = {
	officer: {
		name: "金沢 担当",
		email: "officer@e2e.example",
		password: "e2e-officer-password",
		role: "officer",
		hub: "nanolsi",
	},
	writer: {
		name: "泉 花子",
		email: "writer@e2e.example",
		password: "e2e-writer-password",
		role: "communicator",
		hub: "nanolsi",
	},
	stranger: {
		name: "本郷 担当",
		email: "stranger@e2e.example",
		password: "e2e-stranger-password",
		role: "officer",
		hub: "ircn",
	},
	secretariat: {
		name: "事務局 担当",
		email: "secretariat@e2e.example",
		password: "e2e-secretariat-password",
		role: "secretariat",
		hub: null,
	},
	admin: {
		name: "管理 担当",
		email: "admin@e2e.example",
		password: "e2e-admin-password",
		role: "admin",
		hub: null,
	},
} as const;
