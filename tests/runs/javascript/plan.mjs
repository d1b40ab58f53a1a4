// What the test tells a program: read from the file that PLAN names.
import { readFileSync } from "node:fs";

export const plan = JSON.parse(readFileSync(process.env.PLAN, "utf8"));

/** What `attempt` is refused with, or null. */
export async function refusal(attempt) {
  try {
    await attempt();
    return null;
  } catch (error) {
    return error.code ?? error.name;
  }
}

/** The last line that the test reads. */
export function tell(results) {
  console.log(JSON.stringify(results));
}
