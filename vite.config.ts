import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

export default defineConfig({
	plugins: [tailwindcss(), remix(remixConfig)],
	resolve: {
		alias: {
			"~": fileURLToPath(new URL("./app", import.meta.url)),
			"~emails": fileURLToPath(new URL("./emails", import.meta.url)),
		},
	},
	server: { watch: { ignored: ["**/.data/**", "**/.test-data/**"] } },
	build: { target: "es2022" },
});
