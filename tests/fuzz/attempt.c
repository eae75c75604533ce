/*
 * The directory of an attempt: lock, begun, result, spec. Only looked at: what
 * it says of processes is not obeyed here.
 */
#include "attempt/attempt.h"

#include "fuzz_dir.h"

static char dir[] = "/dev/shm/recon-fuzz-attempt.XXXXXX";

static void
remove_all(void)
{
	fuzz_dir_empty(dir);
	rmdir(dir);
}

/* What is written of a result reads as it. */
static void
again(const struct attempt_result *r, int fd)
{
	struct attempt_result same;
	struct buf b = { 0 };

	attempt_result_add(&b, r);
	fuzz_dir_put(dir, "result", buf_span(&b));
	MUST(attempt_result_read(&same, fd) == ATTEMPT_WHOLE);
	MUST(same.why == r->why && same.signal == r->signal);
	MUST(r->signal || r->status < 0 || same.status == r->status);
	MUST(!strcmp(same.id, r->id) && !strcmp(same.reason, r->reason));
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	struct attempt_result result;
	struct attempt_found found;
	struct attempt_order order;
	struct err e;
	static int fd = -1;

	if (fd < 0) {
		if (!mkdtemp(dir)) {
			strcpy(dir, "/tmp/recon-fuzz-attempt.XXXXXX");
			MUST(mkdtemp(dir));
		}
		fd = open(dir, O_RDONLY | O_DIRECTORY);
		MUST(fd >= 0);
		atexit(remove_all);
	}
	fuzz_dir_empty(dir);
	fuzz_dir_put(dir, "lock", fuzz_part(&s));
	fuzz_dir_put(dir, "begun", fuzz_part(&s));
	fuzz_dir_put(dir, "result", fuzz_part(&s));
	fuzz_dir_put(dir, "spec", s);
	MUST(attempt_look(dir, "a-1", &found, &e) == 0);
	MUST(found.verdict == ATTEMPT_ENDED || found.verdict == ATTEMPT_LOST ||
	    found.verdict == ATTEMPT_SWEEP_LOST);
	MUST(found.begun.shim >= 0 && found.begun.group >= 0);
	if (attempt_spec_read(&order, fd, &e))
		fuzz_told(&e);
	else
		MUST(order.spec.argv[0] && order.spec.cwd);
	attempt_order_free(&order);
	if (attempt_result_read(&result, fd) == ATTEMPT_WHOLE)
		again(&result, fd);
	return 0;
}
