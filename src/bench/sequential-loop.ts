/**
 * The peer of `bench run`: the same calls as one run makes, one after the other, with nothing around them. Reads
 * SCAVIO_BASE_URL and SCAVIO_API_KEY; takes `name:id` pairs as arguments.
 */
for (const pair of process.argv.slice(2)) {
  const [name, id] = pair.split(':');
  await ask('hashtag', { hashtag_name: name });
  await ask('hashtag/videos', { hashtag_id: id, count: 20, cursor: '0' });
}

async function ask(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${process.env.SCAVIO_BASE_URL}/api/v1/tiktok/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.SCAVIO_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
