// Journeys through the pages as people make them. Each ends with a page that axe finds nothing in.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { browser, fits, open, publish, serve, sound } from './tools.mjs';

let site, files, b;
const SENATE = '/en/elections/nc/senate/2023/';
const HOUSE = '/en/elections/nl/house/2021/';
const CLUB = 'contest,seats,name,votes\nclub,5,Red,420\nclub,,Blue,310\nclub,,Green,95\nclub,,Mauve,31\n';
const BLT = '4 2\n41 1 2 0\n28 2 4 0\n16 3 1 0\n15 4 3 0\n0\n"Ann"\n"Ben"\n"Cat"\n"Dan"\n"Club"\n';

before(async () => { [site, files, b] = [await serve(), await publish(), await browser()]; });
after(async () => { await b?.close(); await site?.stop(); files?.stop(); });

/** A journey: a page of its own, walked, and sound at the end. */
function journey(name, walk, options) {
  test(name, { timeout: 60_000 }, async () => {
    const page = await open(b, options);
    try {
      await walk(page, (path) => page.goto(site.address + path));
      await sound(page, name.replace(/[^a-z0-9]+/gi, '-'));
    } finally {
      await page.context().close();
    }
  });
}
/** A page that was asked for may still be on its way: what it says is awaited. */
const seen = async (page, text) => {
  const says = async () => (await page.locator('main').innerText().catch(() => '')).includes(text);
  for (const until = Date.now() + 10_000; Date.now() < until && !(await says());) await page.waitForTimeout(50);
  assert.ok(await says(), `the page says “${text}”`);
};

// --- finding ---------------------------------------------------------------------------------------
journey('the front page opens in the language of the reader', async (page, go) => {
  await go('/');
  assert.equal(new URL(page.url()).pathname, '/fr/');
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
}, { locale: 'fr-FR' });
journey('the front page lists elections and leads to one', async (page, go) => {
  await go('/en/');
  await page.getByRole('link', { name: 'New Caledonia, Senate, 24 September 2023' }).click();
  await seen(page, 'Robert Xowie');
});
journey('a person is found by a name without its accent', async (page, go) => {
  await go('/en/');
  await page.getByLabel('Search elections').fill('backes');
  await page.getByRole('button', { name: 'Search' }).click();
  await seen(page, 'Sonia Backès');
  await page.locator('.hits li', { hasText: 'New Caledonia, Senate' }).getByRole('link').first().click();
  await seen(page, 'Round 2');
});
journey('a search for nothing says so', async (page, go) => {
  await go('/en/?q=zzzz');
  await seen(page, 'Nothing found for “zzzz”.');
});
journey('a law is found by its title', async (page, go) => {
  await go('/fr/?q=sénateurs');
  await page.getByRole('link', { name: 'Élection des sénateurs', exact: true }).click();
  await seen(page, 'La loi, article par article');
});
journey('the list of laws is narrowed while one types', async (page, go) => {
  await go('/en/laws/');
  await page.getByLabel('Show only what holds').fill('schulze');
  assert.equal(await page.locator('tr.row:visible').count(), 1);
});
journey('the list of elections is narrowed while one types', async (page, go) => {
  await go('/fr/elections/');
  await page.getByLabel('Ne montrer que').fill('seconde chambre');
  const rows = await page.locator('tr.row:visible').allInnerTexts();
  assert.ok(rows.length > 0 && rows.every((row) => row.includes('Seconde Chambre')));
});

// --- reading ---------------------------------------------------------------------------------------
journey('a result says who, what decides, and by which article', async (page, go) => {
  await go(SENATE);
  await seen(page, 'Elected: Robert Xowie, with most votes: 307, against 246 for the next.');
  await seen(page, 'L294, al. 5; L305, al. 1-2 (L439; L385)');
  await seen(page, 'The count gives the same.');
});
journey('the article of a step leads to the clause of the law', async (page, go) => {
  await go(SENATE);
  await page.locator('.steps .cite a').filter({ hasText: 'L294, al. 2-4' }).first().click();
  assert.equal(new URL(page.url()).hash, '#majority-round-1');
  assert.ok(await page.locator('#majority-round-1').isVisible());
});
journey('a parliament is drawn with a circle for every seat', async (page, go) => {
  await go(HOUSE);
  assert.equal(await page.locator('svg.chart').first().locator('.mark circle').count(), 150);
});
journey('chart and table say the same', async (page, go) => {
  await go(HOUSE);
  const figure = page.locator('figure').first();
  const marks = await figure.locator('.mark > title').allTextContents();
  await figure.locator('summary').click();
  const rows = await figure.locator('tbody tr').allInnerTexts();
  assert.equal(rows.length, marks.length);
  rows.forEach((row, at) => assert.equal(marks[at], row.trim().split(/\t+/).join(' – ')));
});
journey('the table of a chart is had as CSV and the chart as SVG', async (page, go) => {
  await go(HOUSE);
  const figure = page.locator('figure').first();
  await figure.locator('summary').click();
  for (const [name, begins] of [['CSV', 'List,Seats\n'], ['SVG', '<svg xmlns']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), figure.getByRole('link', { name }).click()]);
    assert.ok(readFileSync(await download.path(), 'utf8').startsWith(begins));
  }
});
journey('the record is had as JSON', async (page, go) => {
  await go(SENATE);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Record (JSON)' }).click()]);
  assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).schema, 'suffrage-record/1');
});
journey('an election of many contests leads to one of them', async (page, go) => {
  await go('/en/elections/nc/provinces/2026/');
  await page.getByRole('link', { name: 'Province Sud' }).click();
  await seen(page, 'Les Loyalistes');
});
journey('contests are searched within an election', async (page, go) => {
  await go('/en/elections/nc/municipal/2026/');
  await page.getByLabel('Search contests').fill('nou');
  await page.getByRole('button', { name: 'Search' }).click();
  await seen(page, 'Nouméa');
});
journey('an open clause is read otherwise, and told what that changes', async (page, go) => {
  await go('/en/elections/nc/provinces/2026/contest/sud/');
  await seen(page, 'Read otherwise');
});
journey('readings that move seats stand side by side, with the step at which they part', async (page, go) => {
  await go('/en/elections/nc/provinces/2026/contest/sud/');
  const section = page.locator('section[aria-labelledby=readings]');
  await section.getByText('The counts part at step').first().waitFor();
  await section.getByRole('link').last().click();
  await seen(page, 'What moves');
});
journey('who is first where is shown as tiles, one for each state', async (page, go) => {
  await go('/fr/elections/us/electors/2020/');
  const figure = page.locator('section[aria-labelledby=places] figure');
  assert.equal(await figure.locator('svg .mark').count(), 51);
  await figure.locator('summary').click();
  assert.equal(await figure.locator('tbody tr').count(), 51);
  const svg = await figure.getByRole('link', { name: /SVG/ }).getAttribute('href');
  const answer = await page.request.get(new URL(svg, page.url()).href);
  assert.equal(answer.status(), 200);
});
journey('a referendum says whether it was adopted', async (page, go) => {
  await go('/fr/elections/nc/self-determination/2021/');
  await seen(page, 'Rejeté');
});
journey('the language is switched on the same page', async (page, go) => {
  await go(SENATE);
  await page.getByRole('link', { name: 'Français' }).click();
  assert.equal(new URL(page.url()).pathname, '/fr/elections/nc/senate/2023/');
  await seen(page, '24 septembre 2023');
});
journey('a report stands alone', async (page, go) => {
  await go(SENATE);
  await page.getByRole('link', { name: 'Report to print' }).click();
  await seen(page, 'Protocol of the count');
  await seen(page, 'Signed by');
  assert.equal(await page.locator('link, script, img').count(), 0);
});

// --- laws ------------------------------------------------------------------------------------------
journey('a law is read as it stood on a day', async (page, go) => {
  await go('/en/laws/fr/senate/');
  await page.getByRole('link', { name: '31 July 2003' }).click();
  await seen(page, 'In force on 31 July 2003');
  await seen(page, 'Up to 3 seats');
});
journey('a law shows its wordings on a time line', async (page, go) => {
  await go('/en/laws/fr/senate/');
  assert.ok(await page.locator('svg.chart .mark').count() >= 6);
  await page.getByText('The table that says the same').click();
  await seen(page, '2013-08-04');
});
journey('a law names its doubts and the elections it decided', async (page, go) => {
  await go('/en/laws/nc/provinces/');
  await seen(page, 'Open text, read');
  await page.getByRole('link', { name: /New Caledonia, provinces and Congress, 28 June 2026/ }).click();
  await seen(page, 'Province Nord');
});

// --- what if ---------------------------------------------------------------------------------------
journey('a vote is dragged, seats move at once, and the link keeps it', async (page, go) => {
  await go(SENATE);
  await page.getByRole('link', { name: 'Try what would change it' }).click();
  await page.getByLabel('Slide: Sonia Backès').last().fill('400');
  await page.waitForURL(/v2-2=400|v2-1=400/);
  await page.locator('#outcome td.up').waitFor();
  await seen(page, 'Where the two counts part');
  const link = page.url();
  const again = await open(b);
  await again.goto(link);
  await seen(again, 'Elected: Sonia Backès, with most votes: 400');
  await again.context().close();
});
journey('a threshold moves seats', async (page, go) => {
  await go('/en/elections/fr/european-parliament/2024/what-if/');
  await page.getByLabel('Threshold').fill('8%');
  await page.locator('#outcome td.down').first().waitFor();
  await seen(page, 'With your change, step');
});
journey('another number of seats is divided', async (page, go) => {
  await go('/en/elections/fr/european-parliament/2024/what-if/');
  await page.getByLabel('Seats to fill').fill('100');
  await page.locator('#outcome td.up').first().waitFor();
  await seen(page, 'Seat 100, the last');
});
journey('another law counts the same votes', async (page, go) => {
  await go('/en/elections/fr/european-parliament/2024/what-if/');
  await page.locator('#law').selectOption('nl/european-parliament');
  await page.waitForURL(/law=nl/);
  await seen(page, 'Kieswet');
});
journey('the wording of another day is asked for', async (page, go) => {
  await go('/en/elections/fr/senate/2023/contest/54/what-if/?on=2005-01-01');
  await seen(page, 'as in force on 1 January 2005');
});
journey('another reading is chosen and compared', async (page, go) => {
  await go('/en/elections/nc/provinces/2026/contest/sud/what-if/');
  const reading = await page.locator('#reading option').nth(1).getAttribute('value');
  await page.locator('#reading').selectOption(reading);
  await page.waitForURL(/reading=/);
  await seen(page, 'Where the two counts part');
});
journey('the law is read with other words', async (page, go) => {
  await go('/en/elections/nc/self-determination/2021/what-if/');
  await page.getByLabel('Words of the law file').fill('more_than');
  await page.getByLabel('the words to read instead').fill('at_least');
  await page.waitForURL(/read=at_least/);
  await page.getByText('With your change, step').waitFor();
  await seen(page, 'at least 1/2');
});
journey('a value that is no number is told', async (page, go) => {
  await go(SENATE + 'what-if/?v2-1=many&threshold=lots');
  await seen(page, '`v2-1` is `many`, and not a whole number');
  await seen(page, '`threshold` is `lots`');
});
journey('what if works without a script', async (page, go) => {
  await go(SENATE + 'what-if/');
  await page.locator('#v2-2').fill('900');
  await page.getByRole('button', { name: 'Count again' }).click();
  await seen(page, 'What moves');
}, { javaScriptEnabled: true });
test('what if works where scripts are off', { timeout: 60_000 }, async () => {
  const page = await open(b, { javaScriptEnabled: false });
  await page.goto(`${site.address}${SENATE}what-if/`);
  assert.equal(await page.locator('input[type=range]').first().isVisible(), false);
  await page.locator('[id="v2-2"]').fill('900');
  await page.getByRole('button', { name: 'Count again' }).click();
  await seen(page, 'What moves');
  assert.ok(page.url().includes('v2-2=900'));
  await page.context().close();
});

// --- count your own --------------------------------------------------------------------------------
const send = async (page, go, name, text, law, on, seats) => {
  await go('/en/count/');
  await page.setInputFiles('#file', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('#law').selectOption(law);
  await page.locator('#on').fill(on);
  if (seats) await page.locator('#seats').fill(seats);
  await page.getByRole('button', { name: 'Count', exact: true }).click();
};
journey('a table is sent and counted', async (page, go) => {
  await send(page, go, 'club.csv', CLUB, 'fr/european-parliament', '2024-06-09');
  await seen(page, 'Seat 5, the last, goes to');
  await seen(page, 'Nothing was kept');
});
journey('a table is pasted and counted', async (page, go) => {
  await go('/en/count/');
  await page.getByLabel('or the table as text').fill(CLUB);
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await seen(page, 'Red');
});
journey('ballots are sent, and every stage and transfer is shown', async (page, go) => {
  await send(page, go, 'club.blt', BLT, 'org/single-transferable-vote', '2026-01-01');
  await seen(page, 'Ann');
  await seen(page, 'stages. Elected');
  assert.ok(await page.locator('svg.chart path.flow').count() > 3);
});
journey('ballots are compared two by two', async (page, go) => {
  await send(page, go, 'club.csv', 'count,rank1,rank2,rank3\n5,Ann,Ben,Cat\n4,Ben,Cat,Ann\n2,Cat,Ben,Ann\n', 'org/schulze', '2026-01-01', '1');
  await seen(page, 'Ben');
});
journey('a tie waits for the lot and says what to write', async (page, go) => {
  await send(page, go, 'club.csv', 'rank1,rank2\nAnn,Ben\nBen,Ann\n', 'org/instant-runoff', '2026-01-01', '1');
  await seen(page, 'Waiting for a lot or a fact');
});
journey('every fault of a broken file is shown with its line', async (page, go) => {
  await send(page, go, 'club.csv', CLUB.replace('310', '31O').replace('95', 'minus'), 'fr/european-parliament', '2024-06-09');
  await seen(page, '2 faults');
  await seen(page, 'line 3');
  await seen(page, 'line 4');
  assert.deepEqual(await page.locator('pre mark').allInnerTexts(), ['31O', 'minus']);
});
journey('a file that is none is refused in plain words', async (page, go) => {
  await send(page, go, 'photo.csv', '\u0000\u0001\u0002PNG', 'fr/european-parliament', '2024-06-09');
  await seen(page, 'fault');
});
journey('nothing sent is told', async (page, go) => {
  await go('/fr/count/');
  await page.getByRole('button', { name: 'Compter', exact: true }).click();
  await seen(page, "aucun fichier n'a été envoyé");
});

// --- the register ----------------------------------------------------------------------------------
journey('a day is picked, and the register says who holds what', async (page, go) => {
  await go('/en/');
  await page.getByRole('link', { name: 'Register', exact: true }).click();
  await page.getByRole('link', { name: 'Who holds what' }).click();
  await page.getByLabel('Day').fill('2023-09-26');
  await page.getByRole('button', { name: 'Show that day' }).click();
  await seen(page, '26 September 2023');
  await seen(page, 'elect, not yet in office');
});
journey('the story of September 2023 is told day by day, with sources, and leads to the count', async (page, go) => {
  await go('/en/');
  await page.getByRole('link', { name: 'New Caledonia, September 2023' }).click();
  await seen(page, '8 September 2023');
  await page.getByRole('link', { name: 'nc/senate/2023' }).first().click();
  await seen(page, 'What decides'.toUpperCase());
});
journey('a person has offices, rights and incompatibilities', async (page, go) => {
  await go('/fr/?q=backes');
  await page.getByRole('link', { name: 'Sonia Backès', exact: true }).first().click();
  await seen(page, 'Sonia Backès');
});
journey('powers are asked for on a day', async (page, go) => {
  await go('/en/register/nc/powers/on/2010-01-01/');
  await seen(page, 'Powers on 1 January 2010');
  await seen(page, '13 from French State to New Caledonia');
});

// --- the API ---------------------------------------------------------------------------------------
journey('the reference of the API leads to answers', async (page, go) => {
  await go('/en/api/');
  const to = await page.getByRole('link', { name: /Open \/api\/v1\/elections\/nc/ }).first().getAttribute('href');
  const answer = await page.request.get(new URL(to, page.url()).href);
  assert.equal((await answer.json()).id, 'nc/senate/2023');
});

// --- whoever they are ------------------------------------------------------------------------------
const KEYS = [SENATE, '/en/', '/en/laws/nc/senate/', '/en/count/'];
for (const path of KEYS) {
  journey(`the keyboard alone reaches everything of ${path}`, async (page, go) => {
    await go(path);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
    const wanted = await page.locator('main a[href]:visible, main button:visible, main summary:visible, main select:visible, main input:visible').count();
    const reached = new Set();
    for (let press = 0; press < wanted * 3 + 60; press++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body || !one.closest('main') || !one.matches('a[href], button, summary, select, input')) return null;
        one.dataset.reached ??= String(Math.random());
        const style = getComputedStyle(one);
        return [one.dataset.reached, style.outlineStyle !== 'none'];
      });
      if (at) { reached.add(at[0]); assert.ok(at[1], 'the focus is seen'); }
    }
    assert.equal(reached.size, wanted);
  });
}
journey('a table is opened by the keyboard', async (page, go) => {
  await go(HOUSE);
  await page.locator('figure summary').first().focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('figure table').first().isVisible());
});
const PAGES = ['/en/', '/fr/laws/', SENATE, HOUSE, '/fr/elections/nc/provinces/2026/', '/en/laws/nc/provinces/', HOUSE + 'what-if/', '/fr/count/', '/en/register/nc/', '/fr/register/nc/story/nc-2023/', '/en/api/', '/en/nothing/here/'];
for (const path of PAGES) {
  journey(`320 pixels are enough for ${path}`, async (page, go) => { await go(path); await fits(page); }, { viewport: { width: 320, height: 640 } });
  journey(`400 per cent are enough for ${path}`, async (page, go) => { await go(path); await fits(page); }, { viewport: { width: 320, height: 200 }, deviceScaleFactor: 4 });
  journey(`in the dark: ${path}`, async (page, go) => { await go(path); }, { colorScheme: 'dark' });
}
for (const path of [SENATE, HOUSE, '/fr/laws/fr/senate/']) {
  test(`without scripts ${path} reads the same`, { timeout: 60_000 }, async () => {
    const [page, other] = [await open(b, { javaScriptEnabled: false }), await open(b)];
    await page.goto(site.address + path);
    await other.goto(site.address + path);
    assert.equal(await page.locator('main').innerText(), await other.locator('main').innerText());
    await Promise.all([page.context().close(), other.context().close()]);
  });
  journey(`on paper ${path} has no menu and shows its tables`, async (page, go) => {
    await go(path);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.menu').isVisible(), false);
    assert.equal(await page.locator('.langs').isVisible(), false);
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 20_000);
    await page.emulateMedia({ media: 'screen' });
  });
}
journey('what is not there is told, with a way back', async (page, go) => {
  const answer = await go('/en/elections/xx/none/');
  assert.equal(answer.status(), 404);
  await page.getByRole('link', { name: 'To the first page' }).click();
  await seen(page, 'Who is elected, and why');
});

// --- every page -------------------------------------------------------------------------------------
test('every election, every law and every question of the register is sound', { timeout: 900_000 }, async () => {
  const page = await open(b);
  const lists = ['/en/elections/', '/fr/laws/', '/en/register/nc/'];
  const paths = new Set();
  for (const list of lists) {
    await page.goto(site.address + list);
    const main = page.locator('main a[href]');
    for (const to of await main.evaluateAll((all) => all.map((one) => one.href))) paths.add(to.split('#')[0]);
  }
  const all = [...paths].filter((to) => to.startsWith(site.address)
    && (!to.includes('/register/nc/') || /\/(who|conflicts|vacancies|powers|claims)\/$|\/story\/|office\/fr|person\/s/.test(to)));
  assert.ok(all.length > 90, `${all.length} pages`);
  for (const to of all) {
    await page.goto(to);
    await sound(page, new URL(to).pathname.replace(/[^a-z0-9]+/gi, '-'));
  }
  await page.context().close();
});

// --- the publication -------------------------------------------------------------------------------
test('the publication reads as the server does, from files alone', { timeout: 120_000 }, async () => {
  const page = await open(b);
  await page.goto(`${files.address}/`);
  await page.getByRole('link', { name: 'English' }).click();
  await sound(page, 'published-front');
  await page.getByRole('link', { name: 'New Caledonia, Senate, 24 September 2023' }).click();
  await seen(page, 'Robert Xowie');
  await sound(page, 'published-election');
  await page.locator('.steps .cite a').first().click();
  await seen(page, 'The law, article by article');
  await page.getByRole('link', { name: 'Français' }).click();
  await seen(page, 'La loi, article par article');
  await sound(page, 'published-law');
  assert.equal(await page.locator('form').count(), 0);
  await page.context().close();
});
