#!/usr/bin/env node
/** npm run dev: the same, with pages rebuilt and processes restarted as their files change. */
import { command } from "./prepare.mjs";
import { serve } from "./serve.mjs";

command(() => serve({ dev: true }));
