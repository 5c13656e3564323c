import { parseArgs } from 'node:util';
import { identityOf } from '../identity.ts';
import { openRegion } from '../openRegion.ts';
import { readServedConfig } from '../servedRegion.ts';
import { PlannerError } from '../shared/errors.ts';
import { systemClock } from '../shared/time.ts';
import { minutes } from '../shared/units.ts';
import { addSignInLink, ensurePerson, ROLES } from '../store/people.ts';
import { getRegion } from '../store/region.ts';
import { runCli } from './runCli.ts';

const HELP = `A one-time link to sign in to the planner, valid for 24 hours.

  npm run user -- [--name NAME] [--role viewer|driver|coordinator|publisher|admin]

NAME is "Coordinator" and the role "admin" unless said otherwise; a person who is known keeps their role.
A driver may look at everything, and finds contacts, key codes and notes of the stops on the run sheets.
REGION and DATA_DIR choose the region, as for npm start.`;

/** How long a link made here can be used. */
const LINK_SECONDS = minutes(24 * 60);

runCli(HELP, (parameters) => {
  const { values } = parseArgs({
    args: parameters,
    options: {
      name: { type: 'string', default: 'Coordinator' },
      role: { type: 'string', default: 'admin' },
    },
  });
  const role = ROLES.find((known) => known === values.role);
  if (!role) {
    throw new PlannerError({
      code: 'ROLE_UNKNOWN',
      category: 'input',
      message: `--role ${values.role} is not a role: expected ${ROLES.join(', ')}`,
    });
  }
  const name = values.name.trim();
  if (!name) {
    throw new PlannerError({
      code: 'NAME_EMPTY',
      category: 'input',
      message: '--name is empty: expected the name of a person',
    });
  }
  const config = readServedConfig(process.env);
  const db = openRegion(config);
  try {
    const at = systemClock();
    const person = ensurePerson(db, { name, role, at });
    const token = addSignInLink(db, { personId: person.id, at, validSeconds: LINK_SECONDS });
    const { publicUrl } = identityOf(config, getRegion(db));
    console.log(`${person.name} (${person.role}) can sign in once, within 24 hours:`);
    console.log(`${publicUrl}/planner/sign-in/${token}`);
  } finally {
    db.close();
  }
});
