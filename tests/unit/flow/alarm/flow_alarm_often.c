#include "flow/alarm/flow_alarm_often.h"

#include "chance.h"
#include "test.h"

enum { QUIET = FLOW_ALARM_QUIET_S };

/* It happens; is it told? */
static bool
happens(struct flow_alarm_count *c, int64_t now)
{
	bool told;

	flow_alarm_happened(c, now);
	told = flow_alarm_is_due(c, now);
	if (told)
		flow_alarm_told(c, now);
	return told;
}

static void
once(void)
{
	struct flow_alarm_count c = { 0 };
	int64_t t = 1000000;

	EXPECT(!flow_alarm_is_due(&c, t));
	EXPECT(happens(&c, t));
	EXPECT(c.count == 1 && c.since == t);
	EXPECT(!happens(&c, t));
	EXPECT(!happens(&c, t + QUIET - 1));
	EXPECT(!flow_alarm_is_due(&c, t + QUIET - 1));
	/* what was counted is told behind it, though nothing happens then */
	EXPECT(flow_alarm_is_due(&c, t + QUIET));
	flow_alarm_told(&c, t + QUIET);
	EXPECT(c.count == 3 && c.told == 3 && c.tellings == 2 && c.since == t);
	EXPECT(!flow_alarm_is_due(&c, t + 3 * QUIET));
}

static void
anew(void)
{
	struct flow_alarm_count c = { 0 };
	int64_t t = 1000000;

	EXPECT(flow_alarm_happened(&c, t));
	EXPECT(!flow_alarm_happened(&c, t + 5)); /* not told yet */
	flow_alarm_told(&c, t + 5);
	EXPECT(c.told == 2);
	EXPECT(!flow_alarm_happened(&c, t + 4 + QUIET));
	EXPECT(!flow_alarm_happened(&c, t + 2 * QUIET)); /* to be told */
	EXPECT(c.count == 4);
	flow_alarm_told(&c, t + 2 * QUIET);
	EXPECT(flow_alarm_happened(&c, t + 3 * QUIET));
	EXPECT(c.count == 1 && c.tellings == 0 && c.since == t + 3 * QUIET);
}

static void
clock_back(void)
{
	struct flow_alarm_count c = { 0 };

	EXPECT(happens(&c, 1000000));
	EXPECT(happens(&c, 500000));
	EXPECT(!happens(&c, 500001));
}

/* However often it happens: told at once, then every 15 minutes at most, and in
 * the end every time it happened was in a count. */
static void
random_times(void)
{
	for (int i = 0; i < 200; i++) {
		struct flow_alarm_count c = { 0 };
		int64_t now = 1000000, last = 0;
		uint64_t happened = 0, told = 0;

		for (int k = 0; k < 300; k++) {
			now += chance(i % 2 ? 60 : 1500);
			if (chance(2)) {
				bool first = flow_alarm_happened(&c, now);

				happened++;
				if (first && last)
					EXPECT(now - last >= QUIET);
			}
			if (flow_alarm_is_due(&c, now)) {
				EXPECT(!last || now - last >= QUIET);
				told += c.count - c.told;
				last = now;
				flow_alarm_told(&c, now);
			}
		}
		now += QUIET;
		if (flow_alarm_is_due(&c, now))
			told += c.count - c.told;
		EXPECT(told == happened);
	}
}

static void
stays(void)
{
	struct flow_alarm_count c = { 0 };

	EXPECT(flow_alarm_stays(&c, 1000000));
	flow_alarm_happened(&c, 1000000);
	EXPECT(!flow_alarm_stays(&c, 1000001));
	flow_alarm_told(&c, 1000001);
	EXPECT(!flow_alarm_stays(&c, 1000000 + 86400));
	EXPECT(flow_alarm_stays(&c, 1000001 + 86400));
}

static void
turn_is(uint64_t tries, size_t n, size_t target, int64_t pause)
{
	struct flow_alarm_turn turn = flow_alarm_turn(tries, 5000, n);

	EXPECT(turn.target == target);
	EXPECT(turn.at == 5000 + pause);
}

static void
turns(void)
{
	turn_is(0, 3, 0, 0);
	turn_is(1, 3, 1, 0);
	turn_is(2, 3, 2, 0);
	turn_is(3, 3, 0, 30);
	turn_is(4, 3, 1, 0);
	turn_is(6, 3, 0, 60);
	turn_is(9, 3, 0, 120);
	turn_is(15, 3, 0, 480);
	turn_is(18, 3, 0, 900);
	turn_is(3000000, 3, 0, 900);
	turn_is(1, 1, 0, 30);
	turn_is(UINT64_MAX, 1, 0, 900);
}

static void
pings(void)
{
	EXPECT(flow_ping_is_due(INT64_MIN, 60, INT64_MAX, 1000));
	EXPECT(!flow_ping_is_due(1000, 60, INT64_MAX, 1059));
	EXPECT(flow_ping_is_due(1000, 60, INT64_MAX, 1060));
	EXPECT(flow_ping_is_due(1000, 60, INT64_MAX, 900)); /* put back */
	EXPECT(flow_ping_is_due(1000, 60, 1001, 1060));
	EXPECT(!flow_ping_is_due(1000, 60, 1000, 1060));
	EXPECT(!flow_ping_is_due(1000, 60, 1000, 5000));
}

int
main(void)
{
	test("what happens again within 15 minutes is told behind them", once);
	test("what happens long after it was told is told anew", anew);
	test("a clock that was put back keeps nothing quiet", clock_back);
	test("nothing is told too often, and nothing left out", random_times);
	test("what stays as it is is told again a day later", stays);
	test("targets are tried in turn, then there is a pause", turns);
	test("a ping is held back by what nobody was told", pings);
	return test_done();
}
