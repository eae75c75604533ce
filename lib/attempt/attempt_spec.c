#include "attempt/attempt_spec.h"

#include <stdlib.h>

#include "attempt/attempt_begun.h"
#include "base/mem.h"

void
attempt_spec_add(struct buf *to, const struct attempt_spec *s, unsigned made)
{
	attempt_values_add(to, "attempt", span_str(s->id));
	for (char *const *arg = s->argv; *arg; arg++)
		attempt_values_add(to, "arg", span_str(*arg));
	attempt_values_add(to, "cwd", span_str(s->cwd));
	attempt_values_count(to, "timeout", s->timeout);
	attempt_values_count(to, "grace", s->grace);
	attempt_values_count(to, "output-max", s->output_max);
	attempt_values_count(to, "made", made);
	attempt_values_end(to);
}

/* Where the texts of a spec lie in its buffer, which moves while it grows. */
struct places {
	size_t *list, n, cap;
};

static size_t
keep(struct attempt_order *o, struct span text)
{
	size_t at = o->text.len;

	buf_add(&o->text, text);
	buf_byte(&o->text, '\0');
	return at;
}

static void
take_limit(struct attempt_order *o, struct span name, uint64_t n)
{
	uint32_t seconds =
	    n < ATTEMPT_SECONDS_MAX ? (uint32_t)n : ATTEMPT_SECONDS_MAX;

	if (span_eq(name, SPAN("timeout")))
		o->spec.timeout = seconds;
	else if (span_eq(name, SPAN("grace")))
		o->spec.grace = seconds;
	else if (span_eq(name, SPAN("output-max")))
		o->spec.output_max = n;
	else if (span_eq(name, SPAN("made")))
		o->made = (unsigned)n;
}

static void
set_argv(struct attempt_order *o, const struct places *args)
{
	o->argv = mem_zeroed(args->n + 1, sizeof *o->argv);
	for (size_t i = 0; i < args->n; i++)
		o->argv[i] = o->text.p + args->list[i];
	o->spec.argv = o->argv;
}

int
attempt_spec_read(struct attempt_order *o, int dir, struct err *e)
{
	struct attempt_values v;
	enum attempt_file is = attempt_values_read(&v, dir, "spec");
	struct places args = { 0 };
	size_t id = SIZE_MAX, cwd = SIZE_MAX;
	struct span name, value;
	int r = 0;

	*o = (struct attempt_order){ 0 };
	while (attempt_values_next(&v, &name, &value)) {
		if (span_eq(name, SPAN("attempt"))) {
			id = keep(o, value);
		} else if (span_eq(name, SPAN("cwd"))) {
			cwd = keep(o, value);
		} else if (span_eq(name, SPAN("arg"))) {
			args.list = mem_grow(args.list, &args.cap, args.n + 1,
			    sizeof *args.list);
			args.list[args.n++] = keep(o, value);
		} else {
			take_limit(o, name, attempt_values_number(value));
		}
	}
	attempt_values_free(&v);
	if (is == ATTEMPT_WHOLE && id < SIZE_MAX && cwd < SIZE_MAX && args.n &&
	    attempt_id_is_good(o->text.p + id)) {
		o->spec.id = o->text.p + id;
		o->spec.cwd = o->text.p + cwd;
		set_argv(o, &args);
	} else {
		r = err_set(e, ST_DATA, "spec: %s",
		    is == ATTEMPT_ABSENT ? "it is not there" : "it is damaged");
	}
	free(args.list);
	return r;
}

void
attempt_order_free(struct attempt_order *o)
{
	buf_free(&o->text);
	free(o->argv);
	*o = (struct attempt_order){ 0 };
}
