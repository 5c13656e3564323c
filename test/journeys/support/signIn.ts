/** Uses a sign-in link up as its button does. @returns the cookie of whoever is signed in, as `name=value` */
export async function signIn({ signInLink }: { signInLink: string }): Promise<string> {
  const answer = await fetch(signInLink, { method: 'POST', redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 303 || !cookie)
    throw new Error(`Signing in was answered ${answer.status}: ${await answer.text()}`);
  return cookie;
}
