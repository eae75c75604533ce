#include "attempt/attempt_begun.h"

#include <limits.h>

bool
attempt_id_is_good(const char *id)
{
	size_t n = strspn(id,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	return n > 0 && n <= ATTEMPT_ID_MAX && id[n] == '\0';
}

void
attempt_begun_add(struct buf *to, const struct attempt_begun *b)
{
	attempt_values_add(to, "attempt", span_str(b->id));
	attempt_machine_add(to, &b->machine);
	if (b->shim) {
		attempt_values_count(to, "shim", (uint64_t)b->shim);
		attempt_values_count(to, "shim-start", b->shim_start);
		attempt_values_count(to, "command", (uint64_t)b->command);
		attempt_values_count(to, "command-start", b->command_start);
		attempt_values_count(to, "group", (uint64_t)b->group);
		attempt_values_count(to, "begun", (uint64_t)b->wall_ms);
	}
	attempt_values_end(to);
}

/* 0 where it can be none. */
static pid_t
pid(uint64_t n)
{
	return n <= INT_MAX ? (pid_t)n : 0;
}

static void
take(struct attempt_begun *b, struct span name, struct span value)
{
	uint64_t n = attempt_values_number(value);

	if (span_eq(name, SPAN("attempt")) && value.len <= ATTEMPT_ID_MAX)
		strcpy(b->id, value.p);
	else if (span_eq(name, SPAN("shim")))
		b->shim = pid(n);
	else if (span_eq(name, SPAN("shim-start")))
		b->shim_start = n;
	else if (span_eq(name, SPAN("command")))
		b->command = pid(n);
	else if (span_eq(name, SPAN("command-start")))
		b->command_start = n;
	else if (span_eq(name, SPAN("group")))
		b->group = pid(n);
	else if (span_eq(name, SPAN("begun")))
		b->wall_ms = (int64_t)n;
	else
		attempt_machine_take(&b->machine, name, value);
}

enum attempt_file
attempt_begun_read(struct attempt_begun *b, int dir, const char *name)
{
	struct attempt_values v;
	enum attempt_file is = attempt_values_read(&v, dir, name);
	struct span key, value;

	*b = (struct attempt_begun){ 0 };
	while (attempt_values_next(&v, &key, &value))
		take(b, key, value);
	attempt_values_free(&v);
	return is;
}
