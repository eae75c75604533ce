#include "flow/follow/follow_plan.h"

#include <inttypes.h>

static int
read_plan(struct follow_plan *p, struct flow_store *s, const char *digest,
    struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	struct told told = { 0 };
	int r = flow_store_text(s, digest, &path, &text, e);

	if (r == 0)
		r = err_set(e, ST_BROKEN, "the text of a flow is not kept");
	if (r == 1) {
		buf_byte(&path, '\0');
		r = plan_make(&p->plan, path.p, buf_span(&text), &told, e);
		p->made = r == 0;
	}
	told_free(&told);
	buf_free(&path);
	buf_free(&text);
	return r;
}

int
follow_plan_make(
    struct follow_plan *p, struct flow_store *s, int64_t run, struct err *e)
{
	char digest[PLAN_DIGEST_CAP];
	int r = flow_store_run_digest(s, run, digest, e);

	if (r == 0)
		return err_set(e, ST_FAIL, "there is no run %" PRId64, run);
	if (r < 0)
		return -1;
	if (p->made && !strcmp(p->plan.digest, digest))
		return 0;
	follow_plan_free(p);
	return read_plan(p, s, digest, e);
}

void
follow_plan_free(struct follow_plan *p)
{
	if (p->made)
		plan_free(&p->plan);
	*p = (struct follow_plan){ 0 };
}
