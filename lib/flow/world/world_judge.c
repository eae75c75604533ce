#include "flow/world/world_judge.h"

#include <fcntl.h>
#include <unistd.h>

bool
world_judge_is_recon(const char *command)
{
	const char *slash = strrchr(command, '/');

	return run_command_is_recon(span_str(slash ? slash + 1 : command));
}

bool
world_judge_spec(const char *dir, uint32_t *timeout, uint32_t *grace)
{
	struct attempt_order o = { 0 };
	bool recon = false;
	struct err e;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*timeout = *grace = 0;
	if (fd < 0)
		return false;
	if (attempt_spec_read(&o, fd, &e) == 0) {
		*timeout = o.spec.timeout;
		*grace = o.spec.grace;
		recon = o.spec.argv[0] && world_judge_is_recon(o.spec.argv[0]);
		attempt_order_free(&o);
	}
	close(fd);
	return recon;
}

static enum world_found
lost(const char *id, const char *dir, struct world_outcome *o)
{
	unsigned left = 0;
	struct err e;
	int r = attempt_sweep(dir, id, &left, &e);

	world_outcome_clear(o, END_LOST);
	o->outcome.alive = r || left;
	if (r)
		world_outcome_why(o, span_str(e.text));
	else
		world_outcome_why(o,
		    left ? SPAN("its shim died, and what it left cannot be "
				"ended")
			 : SPAN("its shim died"));
	return WORLD_LOST;
}

enum world_found
world_judge(const char *id, const char *dir, const bool *recon,
    struct attempt_found *f, struct world_outcome *o)
{
	uint32_t timeout, grace;
	struct err e;

	world_outcome_clear(o, END_LOST);
	if (attempt_look(dir, id, f, &e)) {
		world_outcome_why(o, span_str(e.text));
		return WORLD_LOST;
	}
	switch (f->verdict) {
	case ATTEMPT_ADOPT:
		return WORLD_GOING;
	case ATTEMPT_FOREIGN:
		world_outcome_why(
		    o, SPAN("another machine, boot or container has it"));
		return WORLD_FOREIGN;
	case ATTEMPT_NEVER:
		return WORLD_NEVER;
	case ATTEMPT_SWEEP_LOST:
		return lost(id, dir, o);
	case ATTEMPT_ENDED:
		world_outcome_of_attempt(o, &f->result, dir,
		    recon ? *recon : world_judge_spec(dir, &timeout, &grace));
		return WORLD_ENDED;
	default:
		world_outcome_why(
		    o, SPAN("the machine began again, or it was restored"));
		return WORLD_LOST;
	}
}
