#include "outbox/files/outcome.h"

#include <inttypes.h>

#include "sys/clock.h"
#include "text/tsv.h"
#include "value/time/utc_text.h"

/* What stands behind TRY, in this order. */
enum {
	HAS_UNTIL = 1,
	HAS_NUMBER = 2,
	HAS_WHO = 4,
	HAS_REASON = 8,
	HAS_VALUES = 16,
};

static const struct {
	struct span word;
	unsigned has;
} words[] = {
	[OUTCOME_OK] = { SPAN("ok"), HAS_VALUES },
	[OUTCOME_RETRY] = { SPAN("retry"), HAS_UNTIL | HAS_REASON },
	[OUTCOME_DEAD] = { SPAN("dead"), HAS_REASON | HAS_VALUES },
	[OUTCOME_REDO] = { SPAN("redo"), HAS_WHO },
	[OUTCOME_FORGET] = { SPAN("forget"), HAS_WHO | HAS_REASON },
	[OUTCOME_GONE] = { SPAN("gone"), HAS_REASON },
	[OUTCOME_HERE] = { SPAN("here"), HAS_WHO },
	[OUTCOME_BREAKER] = { SPAN("breaker"), HAS_UNTIL | HAS_NUMBER },
	[OUTCOME_ANSWERS] = { SPAN("answers"), HAS_NUMBER },
};

static void
add_time(struct buf *b, int64_t s)
{
	char time[CLOCK_TEXT_CAP];

	clock_format(s, time);
	buf_str(b, time);
}

static void
add_field(struct buf *b, struct span field, size_t max)
{
	if (field.len > max) {
		field.len = max;
		/* not within a character of UTF-8 */
		while (field.len && (field.p[field.len] & 0xc0) == 0x80)
			field.len--;
	}
	buf_byte(b, '\t');
	tsv_escape(b, field);
}

static void
add_event(struct buf *b, const struct outcome *o)
{
	char id[EVENT_ID_TEXT + 1];

	event_id_format(&o->id, id);
	buf_printf(b, "\t%" PRIu64 ".%" PRIu32 "\t%s\t%" PRIu32, o->run, o->n,
	    id, o->tries);
}

void
outcome_format(struct buf *b, const struct outcome *o)
{
	unsigned has = words[o->word].has;

	add_time(b, o->time_s);
	buf_byte(b, '\t');
	buf_add(b, words[o->word].word);
	if (outcome_is_of_event(o))
		add_event(b, o);
	else
		buf_str(b, "\t-\t-\t-");
	if (has & HAS_UNTIL) {
		buf_byte(b, '\t');
		add_time(b, o->until_s);
	}
	if (has & HAS_NUMBER)
		buf_printf(b, "\t%" PRIu64, o->number);
	if (has & HAS_WHO)
		add_field(b, o->who, o->who.len);
	if (has & HAS_REASON)
		add_field(b, o->reason, OUTCOME_REASON_MAX);
	if (has & HAS_VALUES)
		buf_add(b, o->values);
	buf_byte(b, '\n');
}

static bool
number(struct span field, uint64_t max, uint64_t *n)
{
	return span_count(field, n) && *n <= max;
}

/* "RUN.N", "ID", "TRY" */
static bool
parse_event(struct span *line, struct outcome *o)
{
	struct span run, id, tries, n;
	const char *dot;
	uint64_t count;

	if (!tsv_next(line, &run) || !tsv_next(line, &id) ||
	    !tsv_next(line, &tries) || run.len == 0)
		return false;
	dot = memchr(run.p, '.', run.len);
	if (!dot)
		return false;
	n = (struct span){ dot + 1, run.len - (size_t)(dot - run.p) - 1 };
	run.len = (size_t)(dot - run.p);
	if (!span_count(run, &o->run) || o->run == 0 ||
	    !number(n, UINT32_MAX, &count) || count == 0)
		return false;
	o->n = (uint32_t)count;
	if (!number(tries, UINT32_MAX, &count))
		return false;
	o->tries = (uint32_t)count;
	return event_id_parse(id, &o->id);
}

/* "-", "-", "-" */
static bool
parse_nothing(struct span *line)
{
	struct span field;

	for (int i = 0; i < 3; i++)
		if (!tsv_next(line, &field) || !tsv_is_none(field))
			return false;
	return true;
}

/* What stands behind TRY. */
static bool
parse_rest(struct span line, struct outcome *o)
{
	unsigned has = words[o->word].has;
	struct span field;

	if (has & HAS_UNTIL &&
	    (!tsv_next(&line, &field) || !utc_text_parse(field, &o->until_s)))
		return false;
	if (has & HAS_NUMBER &&
	    (!tsv_next(&line, &field) || !span_count(field, &o->number)))
		return false;
	if (has & HAS_WHO && !tsv_next(&line, &o->who))
		return false;
	if (has & HAS_REASON && !tsv_next(&line, &o->reason))
		return false;
	if (!line.p)
		return true;
	/* with the TAB before it */
	o->values = (struct span){ line.p - 1, line.len + 1 };
	return has & HAS_VALUES;
}

bool
outcome_parse(struct span line, struct outcome *o)
{
	struct span time, word;
	int w = OUTCOME_OK;

	*o = (struct outcome){ 0 };
	if (!tsv_next(&line, &time) || !utc_text_parse(time, &o->time_s) ||
	    !tsv_next(&line, &word))
		return false;
	while (w <= OUTCOME_ANSWERS && !span_eq(word, words[w].word))
		w++;
	if (w > OUTCOME_ANSWERS)
		return false;
	o->word = (enum outcome_word)w;
	return (outcome_is_of_event(o) ? parse_event(&line, o)
				       : parse_nothing(&line)) &&
	    parse_rest(line, o);
}
