/* The part of guess_key.h that is about the time. */
#include "explain/columns/guess_key.h"

#include "explain/words/name_hints.h"
#include "value/time/date.h"

/* Does a reading tell another day of one of the values? */
static bool
differ(const struct column_facts_column *c, int a, int b)
{
	for (size_t i = 0; i < c->values.n; i++)
		if (guess_date_compare(a, 0, c->values.list[i],
			c->values.list[i]) == GUESS_DATE_SAME &&
		    guess_date_differ(a, b, c->values.list[i]))
			return true;
	return false;
}

/* The dates of another column, of one of the two forms, tell which it is. */
static int
settled_by_others(const struct column_facts *s, int a, int b)
{
	for (size_t i = 0; i < s->n; i++) {
		dateguess d = s->columns[i].dates;
		bool is_a = d >> a & 1, is_b = d >> b & 1;

		if (s->columns[i].filled && is_a != is_b)
			return is_a ? a : b;
	}
	return GUESS_KEY_NONE;
}

static void
choose_form(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	dateguess forms = s->columns[g->time].dates;

	g->form = guess_date_take(&forms);
	while (forms) {
		int other = guess_date_take(&forms), settled;

		if (!differ(&s->columns[g->time], g->form, other))
			continue;
		settled = settled_by_others(s, g->form, other);
		if (settled < 0 && guess_date_lacks_year(g->form) &&
		    guess_key_is_east_asian(columns))
			settled = g->form; /* the month first */
		if (settled >= 0) {
			g->form = settled;
			continue;
		}
		buf_printf(&g->doubts,
		    "%s: the day first, or the month? "
		    "date-format = %s, or %s\n",
		    excerpt(columns->list[g->time]).s,
		    guess_date_format(g->form), guess_date_format(other));
		g->time = GUESS_KEY_NONE;
		return;
	}
}

/* Times that tell their distance from UTC need a zone: their own, where it is
 * the same for all. */
static void
choose_zone(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const struct column_facts_column *c = &s->columns[g->time];
	struct span o = c->offset;

	if (guess_date_counts(g->form)) {
		memcpy(g->zone, "UTC", 4);
		guess_key_note(g, columns, g->time,
		    "counts from 1970 in UTC, where its days are taken from: "
		    "say zone = where the accounting day is counted");
		return;
	}
	if (c->offsets == 0 || g->form != 0)
		return;
	if (c->more_offsets || c->offsets < c->filled ||
	    (o.len != 1 && o.len != 6)) {
		guess_key_note(g, columns, g->time,
		    "tells its distance from UTC, not always the same: say "
		    "zone = where the accounting day is counted, then time =");
		g->time = GUESS_KEY_NONE;
	} else if (o.p[0] == 'Z') {
		memcpy(g->zone, "UTC", 4);
	} else {
		memcpy(g->zone, o.p, o.len);
		g->zone[o.len] = '\0';
	}
}

/* Digits may be a time without a year, or since 1970, or as well a number of
 * something: it is the name that says so. */
static void
forget_bare(struct column_facts *s, const struct names *columns)
{
	for (size_t i = 0; i < s->n; i++) {
		int time = name_hint_time(columns->list[i]);

		if (time <= 0 || time < name_hint_key(columns->list[i]))
			s->columns[i].dates =
			    guess_date_without_bare(s->columns[i].dates);
	}
}

/* A time without a year is near a day, if one is known. */
static void
choose_year(struct guess_key *g, const struct names *columns)
{
	char day[DATE_LEN + 1];
	struct buf text = { 0 };

	if (!guess_date_lacks_year(g->form))
		return;
	g->lacks_year = true;
	if (!g->has_near) {
		guess_key_note(g, columns, g->time,
		    "has no year: say time = and year-near = a day near the "
		    "bill's; best for every bill its own, recon-key "
		    "--year-near");
		return;
	}
	date_format(g->near, day);
	buf_printf(&text,
	    "has no year: taken to be near %s, which the bill's name or first "
	    "lines say; best given for every bill, recon-key --year-near%c",
	    day, '\0');
	guess_key_note(g, columns, g->time, text.p);
	buf_free(&text);
}

void
guess_key_time(
    struct guess_key *g, struct column_facts *s, const struct names *columns)
{
	int best = 0;

	forget_bare(s, columns);

	for (size_t i = 0; i < s->n; i++) {
		const struct column_facts_column *c = &s->columns[i];
		int score = 2 + name_hint_time(columns->list[i]) +
		    2 * (c->filled == s->rows);

		if (guess_key_is_date(c) && score > best) {
			best = score;
			g->time = (int)i;
		}
	}
	if (g->time < 0)
		return;
	choose_form(g, s, columns);
	if (g->time < 0)
		return;
	choose_zone(g, s, columns);
	choose_year(g, columns);
}
