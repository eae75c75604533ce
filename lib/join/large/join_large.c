#include "join/large/join_large.h"

#include "join/large/large_key.h"

enum {
	SHARES = 7,     /* of the memory: the sides', and one of the lines and
			 * each side's records passed on */
	HELD = 1 << 18, /* bytes of lines that go on to the sorter at once */
};

/* Puts lines in order that memory does not hold. */
struct large {
	struct join_lines *lines;
	struct line_sorter sorter;
	struct line_sorter passed[2]; /* records of both sides */
};

static int
put(void *arg, struct outcome *outcome, struct err *e)
{
	struct large *l = arg;
	struct outcomes *o = &l->lines->outcomes;

	if (join_lines_subtract(outcome, e) ||
	    join_lines_write(l->lines, outcome, false, e))
		return -1;
	if (o->lines.len >= HELD && outcomes_spill(o, &l->sorter, e))
		return -1;
	for (int i = 0; i < 2; i++) {
		o = &l->lines->passed[i];
		if (o->lines.len >= HELD && outcomes_spill(o, &l->passed[i], e))
			return -1;
	}
	return 0;
}

static int
add(struct large_key *k, const struct join_rules *rules, const struct record *r,
    const struct group_origin *at, struct err *e)
{
	if (rules->match.dated && join_lines_check_date(r, e))
		return group_err(at, e);
	return large_key_add(k, r, e);
}

/* Those gathered, then the others. */
static int
add_all(struct large_key *k, const struct join_rules *rules, struct group *from,
    struct err *e)
{
	const struct record *r;
	int more;

	for (size_t i = 0; i < from->n; i++)
		if (add(k, rules, from->records[i], &from->origins[i], e))
			return -1;
	while ((more = group_record(from, &r, e)) == 1)
		if (add(k, rules, r, &from->last, e))
			return -1;
	return more;
}

/* What is still held and what was sorted, to an output. */
static int
write_sorted(struct outcomes *held, struct line_sorter *s,
    struct stream_out *to, struct err *e)
{
	struct span line;
	int got;

	if (outcomes_spill(held, s, e) || line_sorter_finish(s, e))
		return -1;
	while ((got = line_sorter_next(s, &line, 1, e)) == 1) {
		stream_put(to, line);
		if (output_failed(&to->out))
			return output_flush(&to->out, e);
	}
	return got;
}

static int
write_all(struct large *l, struct err *e)
{
	struct join_lines *lines = l->lines;
	struct open_files *open = lines->join->open;

	if (write_sorted(&lines->outcomes, &l->sorter, lines->to, e))
		return -1;
	for (int i = 0; i < 2 && open; i++)
		if (write_sorted(
			&lines->passed[i], &l->passed[i], &open->side[i], e))
			return -1;
	return 0;
}

int
join_large(struct join_lines *lines, struct group *from, struct err *e)
{
	const struct join_rules *rules = lines->join->rules;
	struct line_sorter_options each = rules->spill;
	struct large l = { .lines = lines };
	struct large_key k;
	int r;

	/* the records gathered have the other half */
	each.memory = rules->spill.memory / 2 / SHARES;
	if (each.memory < LINE_SORTER_MEMORY_MIN)
		each.memory = LINE_SORTER_MEMORY_MIN;
	line_sorter_init(&l.sorter, &each);
	line_sorter_init(&l.passed[0], &each);
	line_sorter_init(&l.passed[1], &each);
	each.memory *= SHARES - 3;
	large_key_init(&k, &rules->match, &each, put, &l);
	r = add_all(&k, rules, from, e) || large_key_match(&k, e) ||
		write_all(&l, e)
	    ? -1
	    : 0;
	join_note_unsearched(lines->join, k.unsearched, buf_span(&k.key));
	large_key_free(&k);
	line_sorter_free(&l.sorter);
	line_sorter_free(&l.passed[0]);
	line_sorter_free(&l.passed[1]);
	return r;
}
