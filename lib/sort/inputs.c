#include "sort/inputs.h"

#include <stdlib.h>

#include "base/mem.h"

void
inputs_init(
    struct inputs *all, enum stream_kind kind, const struct stream_rules *rules)
{
	*all = (struct inputs){ .kind = kind, .rules = *rules };
}

int
inputs_open(
    struct inputs *all, struct stream_in *s, const char *name, struct err *e)
{
	return stream_open(s, name, all->kind, &all->rules, e);
}

int
inputs_know(struct inputs *all, const struct stream_in *s, struct err *e)
{
	if (s->opened == 0)
		return 0;
	all->told = true;
	if (s->kind == STREAM_ANY) /* it has no line, and may be any */
		return 0;
	if (s->kind == STREAM_TABLE)
		err_set(e, ST_DATA,
		    "a table has no key to be sorted by; "
		    "recon-key makes records of it");
	else if (all->kind == STREAM_ANY || all->kind == s->kind) {
		all->kind = s->kind;
		return 0;
	} else
		err_set(e, ST_DATA, "a %s stream where a %s stream belongs",
		    stream_kind_name(s->kind), stream_kind_name(all->kind));
	return err_at(e, lines_name(&s->lines), 0);
}

int
inputs_guess(struct inputs *all, const struct stream_in *s, struct err *e)
{
	if (all->kind != STREAM_ANY || s->read.records == 0)
		return 0;
	all->kind = stream_kind_by_lines(s);
	if (all->kind != STREAM_ANY)
		return 0;
	err_set(e, ST_DATA, "its lines are neither records nor results: %s",
	    all->announces ? "--announce makes a stream of no others"
			   : "they have no total");
	return err_at(e, lines_name(&s->lines), 0);
}

int
inputs_close(struct inputs *all, struct stream_in *s, struct err *e)
{
	if (inputs_know(all, s, e) || (all->guesses && inputs_guess(all, s, e)))
		return -1;
	if (all->whole && whole_take(all->whole, s, e))
		return -1;
	lines_close(&s->lines);
	if (s->kind == STREAM_ANY && s->want == STREAM_ANY) {
		/* its sums are needed once another input says the kind */
		all->silent = mem_grow(
		    all->silent, &all->cap, all->n + 1, sizeof *all->silent);
		all->silent[all->n++] = *s;
		*s = (struct stream_in){ .lines.in.fd = -1 };
		return 0;
	}
	if (total_merge(&all->total, &s->read, e))
		return -1;
	all->digest += s->digest;
	stream_close(s);
	return 0;
}

int
inputs_finish(struct inputs *all, struct err *e)
{
	for (size_t i = 0; i < all->n; i++) {
		struct stream_in *s = &all->silent[i];

		if (all->kind != STREAM_ANY && stream_assume(s, all->kind, e))
			return -1;
		if (total_merge(&all->total, &s->read, e))
			return -1;
		all->digest += s->digest;
	}
	return all->whole ? whole_check(all->whole, &all->total, all->kind, e)
			  : 0;
}

void
inputs_free(struct inputs *all)
{
	for (size_t i = 0; i < all->n; i++)
		stream_close(&all->silent[i]);
	free(all->silent);
	total_free(&all->total);
	*all = (struct inputs){ 0 };
}
