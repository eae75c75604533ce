#include "sys/process/words_run.h"

#include "sys/process/child.h"

static int
judge(const struct child *c, struct err *e)
{
	const char *name = c->argv[0];
	enum status s = ST_FAIL;

	if (c->late)
		return err_set(
		    e, ST_AGAIN, "%s: no end within %u s", name, c->seconds);
	if (c->status < 0)
		return err_set(
		    e, ST_FAIL, "%s: killed by signal %d", name, c->signal);
	if (c->status == 0)
		return 0;
	if (c->status == CHILD_NOT_FOUND)
		return err_set(e, ST_FAIL, "%s: not found", name);
	if (c->status == ST_AGAIN || c->status == ST_DATA ||
	    c->status == ST_BROKEN)
		s = (enum status)c->status;
	return err_set(e, s, "%s: status %d", name, c->status);
}

int
words_run(const struct words *w, const char *dir, int out_fd, uint32_t seconds,
    struct err *e)
{
	struct child c = {
		.argv = w->argv,
		.dir = dir,
		.seconds = seconds,
		.out_fd = out_fd,
	};
	int r = child_run(&c, e);

	buf_free(&c.out);
	return r ? r : judge(&c, e);
}
