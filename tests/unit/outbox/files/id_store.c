#include "outbox/files/id_store.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

enum { MANY = 5 * ID_STORE_RECENT + 12345 };

static struct err e;

/* Any of the first bytes tells them apart, and their order is another. */
static struct event_id
id_of(uint64_t i)
{
	uint64_t mixed[2] = { i * UINT64_C(0x9e3779b97f4a7c15),
		(i + 7) * UINT64_C(0xc2b2ae3d27d4eb4f) };
	struct event_id id = { { 0 } };

	if (i) /* 0: the id of zeros */
		memcpy(id.bytes, mixed, sizeof id.bytes);
	return id;
}

static int
add(struct id_store *s, uint64_t i)
{
	struct event_id id = id_of(i);

	return id_store_add(s, &id, &e);
}

static int
has(const struct id_store *s, uint64_t i)
{
	struct event_id id = id_of(i);

	return id_store_has(s, &id, &e);
}

struct seen {
	struct event_id last;
	uint64_t n, stop;
	bool disorder;
};

static int
see(void *arg, const struct event_id *id, struct err *err)
{
	struct seen *s = arg;

	(void)err;
	s->disorder |= s->n && event_id_cmp(&s->last, id) >= 0;
	s->last = *id;
	return ++s->n == s->stop ? 7 : 0;
}

static void
many(void)
{
	struct id_store s = { .folder = "." };
	struct seen seen = { .n = 0 }, some = { .stop = MANY / 2 };

	for (uint64_t i = 0; i < MANY; i++)
		if (add(&s, i) != 1 || (i % 7 == 0 && add(&s, i / 2) != 0))
			test_broken = 1;
	EXPECT(s.n > 1 && s.n < 5);
	for (size_t i = 1; i < s.n; i++)
		EXPECT(s.runs[i - 1].n > s.runs[i].n);
	for (uint64_t i = 0; i < 2 * MANY; i++)
		if (has(&s, i) != (i < MANY))
			test_broken = 1;
	EXPECT(id_store_each(&s, see, &seen, &e) == 0);
	EXPECT(seen.n == MANY && !seen.disorder);
	EXPECT(id_store_each(&s, see, &some, &e) == 7 && some.n == MANY / 2);
	id_store_free(&s);
	EXPECT(system("test -z \"$(ls -A)\"") == 0); /* no file has a name */
}

static void
few(void)
{
	struct id_store s = { .folder = "nowhere" };
	struct seen seen = { .n = 0 };

	EXPECT(has(&s, 1) == 0 && id_store_each(&s, see, &seen, &e) == 0);
	for (uint64_t i = 0; i < ID_STORE_RECENT; i++)
		EXPECT(add(&s, i) == 1);
	EXPECT(s.n == 0 && has(&s, 0) == 1 && add(&s, 0) == 0);
	EXPECT(id_store_each(&s, see, &seen, &e) == 0);
	EXPECT(seen.n == ID_STORE_RECENT && !seen.disorder);
	/* one more needs a file */
	EXPECT(add(&s, ID_STORE_RECENT) < 0);
	EXPECT_STR(
	    e.text, "nowhere: no temporary file: No such file or directory");
	EXPECT(has(&s, 17) == 1);
	id_store_free(&s);
}

static void
cut(void)
{
	struct id_store s = { .folder = "." };
	struct seen seen = { .n = 0 };

	for (uint64_t i = 0; i <= ID_STORE_RECENT; i++)
		EXPECT(add(&s, i) == 1);
	EXPECT(s.n == 1 && ftruncate(s.runs[0].fd, 4096) == 0);
	EXPECT(id_store_each(&s, see, &seen, &e) < 0);
	EXPECT_STR(e.text, ".: a temporary file was cut");
	EXPECT(has(&s, 1) < 0 || has(&s, 2) < 0);
	id_store_free(&s);
}

int
main(void)
{
	scratch_begin();
	test("many ids are found, and come in their order", many);
	test("few need no file", few);
	test("a file that was cut is told", cut);
	scratch_end();
	return test_done();
}
