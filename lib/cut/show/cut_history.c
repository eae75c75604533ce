#include "cut/show/cut_history.h"

#include "cut/show/cut_json.h"
#include "shown/show_table.h"
#include "shown/show_json.h"

enum { MS = 1000, NAME_COLUMNS = 40, WHY_COLUMNS = 60 };

struct listing {
	struct buf *json;
	struct text_table *table;
	struct show_clock clock;
};

static int
put_json(void *arg, const struct truth_step *s, struct err *e)
{
	struct buf *b = ((struct listing *)arg)->json;

	(void)e;
	buf_byte(b, '{');
	show_json_int(b, "step", s->number);
	cut_json_moment(b, "at", s->at);
	cut_json_date(b, "date", s->key.cycle, s->key.date);
	show_json_int(b, "try", s->key.attempt);
	json_put_member(b, "system", span_str(s->system));
	json_put_member(b, "what", span_str(s->what));
	json_put_member(b, "who", span_str(s->who));
	json_put_member(b, "why", span_str(s->why));
	json_put_member(b, "evidence", s->evidence);
	buf_str(b, "}\n");
	return 0;
}

static void
put_cell(struct text_table *t, const char *text)
{
	show_cell_text(t, *text ? text : "-", NAME_COLUMNS);
}

/* A reply of JSON, whose members stand behind it, or an empty one. */
static bool
is_said_again(struct span value)
{
	size_t n = strlen("reply=");

	return span_begins(value, SPAN("reply=")) &&
	    (value.len == n || value.p[n] == '{');
}

static void
put_evidence(struct buf *b, struct span left)
{
	while (left.len) {
		const char *tab = memchr(left.p, '\t', left.len);
		size_t n = tab ? (size_t)(tab - left.p) : left.len;
		const struct span value = { left.p, n };

		if (!is_said_again(value)) {
			buf_str(b, b->len ? " " : "");
			buf_add(b, value);
		}
		n += tab != NULL;
		left = (struct span){ left.p + n, left.len - n };
	}
}

/* The reason, or else what it was done on. */
static void
put_why(struct text_table *t, const struct truth_step *s)
{
	struct buf text = { 0 };

	if (*s->why)
		buf_str(&text, s->why);
	else
		put_evidence(&text, s->evidence);
	buf_byte(&text, '\0');
	if (text.len > 1)
		show_cell_text(t, text.p, WHY_COLUMNS);
	buf_free(&text);
}

static int
put_row(void *arg, const struct truth_step *s, struct err *e)
{
	struct listing *l = arg;
	struct text_table *t = l->table;
	char date[CUT_CYCLE_LEN + 1];

	(void)e;
	cut_cycle_format(s->key.cycle, s->key.date, date);
	text_table_row(t, TEXT_TABLE_PLAIN);
	show_cell_int(t, s->number);
	show_cell_time(t, &l->clock, s->at * MS);
	show_cell_text(t, date, NAME_COLUMNS);
	show_cell_int(t, s->key.attempt);
	put_cell(t, s->system);
	put_cell(t, s->what);
	put_cell(t, s->who);
	put_why(t, s);
	return 0;
}

int
cut_history(
    struct turn *t, int32_t date, bool json, struct buf *b, struct err *e)
{
	static const char *const names[] = { "STEP", "AT", "DATE", "TRY",
		"SYSTEM", "WHAT", "WHO", "WHY", NULL };
	const struct truth_key key = { t->book.name, t->book.cycle, date, 0 };
	struct text_table table = { .align = "rllrllll" };
	struct listing l = { b, &table, { turn_now(t) * MS, &t->book.zone } };
	int r;

	show_heading(&table, names);
	r = truth_steps(&t->truth, &key, 0, json ? put_json : put_row, &l, e);
	if (r == 0 && !json)
		text_table_format(&table, false, b);
	text_table_free(&table);
	return r;
}
