#include "chance.h"
#include "outbox/policy/due_queue.h"
#include "outbox/policy/key_lanes.h"
#include "outbox/policy/retry_pause.h"
#include "test.h"

static void
pauses(void)
{
	struct retry_chance c = retry_chance_of_now();
	int64_t least = 1000, most = 0;

	for (int i = 0; i < 10000; i++) {
		int64_t s = retry_pause(&c, 1000);

		least = s < least ? s : least;
		most = s > most ? s : most;
		EXPECT(retry_pause(&c, 0) == 0 && retry_pause(&c, 1) == 1);
	}
	EXPECT(least == 900 && most == 1100);
}

static void
in_time(void)
{
	struct due_queue q = { 0 };
	uint32_t slot = 7;
	int64_t before = 0;
	uint32_t last = 0;

	EXPECT(due_queue_next(&q) == INT64_MAX);
	EXPECT(!due_queue_take(&q, INT64_MAX, &slot) && slot == 7);
	/* slots count up within each time, as they are put in */
	for (uint32_t i = 1; i <= 1000; i++)
		due_queue_put(&q, 1 + chance(50), i);
	EXPECT(due_queue_next(&q) == 1);
	EXPECT(!due_queue_take(&q, 0, &slot));
	for (int i = 0; i < 1000; i++) {
		int64_t due = due_queue_next(&q);

		EXPECT(due >= before);
		if (due > before)
			last = 0;
		before = due;
		EXPECT(due_queue_take(&q, due, &slot) && slot > last);
		last = slot;
	}
	EXPECT(q.n == 0);
	due_queue_free(&q);
}

static void
one_lane(void)
{
	struct key_lanes l = { 0 };
	uint64_t a = key_lanes_hash(SPAN("a")), b = key_lanes_hash(SPAN("b"));
	struct event_id id = { { 1, 2 } };

	EXPECT(a != b && a && key_lanes_hash(SPAN("")) != 0);
	EXPECT(!key_lanes_dead(&l, a, 9));
	EXPECT(key_lanes_enter(&l, a, 1) && key_lanes_enter(&l, b, 2));
	EXPECT(!key_lanes_enter(&l, a, 3) && !key_lanes_enter(&l, a, 4));
	EXPECT(key_lanes_leave(&l, a) == 3);
	key_lanes_died(&l, a, &id, 3);
	EXPECT(key_lanes_leave(&l, a) == 4 && !key_lanes_enter(&l, a, 5));
	EXPECT(key_lanes_leave(&l, a) == 5);
	EXPECT(key_lanes_leave(&l, a) == KEY_LANES_NONE);
	EXPECT(key_lanes_leave(&l, b) == KEY_LANES_NONE);
	EXPECT(!key_lanes_dead(&l, b, 9) && key_lanes_dead(&l, a, 4));
	EXPECT(event_id_cmp(key_lanes_dead(&l, a, 4), &id) == 0);
	EXPECT(!key_lanes_dead(&l, a, 3)); /* it came before that one */
	EXPECT(key_lanes_enter(&l, a, 6)); /* it is remembered, nobody is in */
	EXPECT(l.n == 1);
	key_lanes_died(&l, b, &id, 1); /* long ago: nobody was in */
	EXPECT(l.n == 2 && key_lanes_dead(&l, b, 2));
	EXPECT(key_lanes_enter(&l, b, 7) && !key_lanes_enter(&l, b, 8));
	key_lanes_free(&l);
}

/* Against a model: who is in each lane, and who waits. */
static void
many_lanes(void)
{
	enum { LANES = 300, STEPS = 200000, ROOM = 64 };
	static uint32_t waits[LANES][ROOM];
	static unsigned n[LANES];
	struct key_lanes l = { 0 };
	uint32_t slot = 0;

	for (int i = 0; i < STEPS; i++) {
		unsigned k = chance(LANES);
		char key[8];
		uint64_t h;

		snprintf(key, sizeof key, "k%u", k);
		h = key_lanes_hash(span_str(key));
		if (n[k] < ROOM && chance(100) < 49) {
			EXPECT(key_lanes_enter(&l, h, slot) == (n[k] == 0));
			waits[k][n[k]++] = slot++;
		} else if (n[k]) {
			uint32_t want = n[k] > 1 ? waits[k][1] : KEY_LANES_NONE;

			EXPECT(key_lanes_leave(&l, h) == want);
			memmove(waits[k], waits[k] + 1,
			    --n[k] * sizeof waits[k][0]);
		}
	}
	EXPECT(l.n <= LANES && l.cap <= 1024);
	key_lanes_free(&l);
}

int
main(void)
{
	test("pauses differ by a tenth", pauses);
	test("what is due first comes first, and then what was put in first",
	    in_time);
	test("one is in a lane, the others wait in order", one_lane);
	test("many lanes are kept apart", many_lanes);
	return test_done();
}
