#include "flow/command/command.h"
#include "flow/graph/flow_files.h"
#include "sections/told_say.h"

static int
print_json(const struct command *c, struct told *told, struct err *e)
{
	struct buf b = { 0 };
	int r;

	told_sort(told);
	told_json(told, &b);
	r = c->print(buf_span(&b), e);
	buf_free(&b);
	return r;
}

/* All that is wrong with flows, and with what they need beside them. */
int
command_check(const struct command *c, enum status *status, struct err *e)
{
	struct flow_files files = { .transports = c->transports };
	struct told told = { 0 };
	int r = 0;

	for (size_t i = 0; i < c->n; i++)
		if (flow_files_check(&files, c->operands[i], &told, e)) {
			c->say(e->text);
			*status = ST_FAIL;
		}
	if (*status == ST_OK && told.n)
		*status = ST_DATA;
	if (c->options->json)
		r = print_json(c, &told, e);
	else
		told_say(&told, c->say);
	told_free(&told);
	flow_files_free(&files);
	return r;
}
