#include "flow/alarm/flow_alarm_often.h"

/* Is now less than so many seconds behind a moment? Not where the clock was put
 * back before it: nothing is to wait for a moment that lies far ahead. */
static bool
is_within(int64_t since, int64_t seconds, int64_t now)
{
	return now >= since && now - since < seconds;
}

/* Is there something that is told, or to be told, with what happens now? */
static bool
is_counted(const struct flow_alarm_count *c, int64_t now)
{
	return c->count > c->told ||
	    (c->tellings && is_within(c->told_at, FLOW_ALARM_QUIET_S, now));
}

bool
flow_alarm_happened(struct flow_alarm_count *c, int64_t now)
{
	if (is_counted(c, now)) {
		c->count++;
		return false;
	}
	*c = (struct flow_alarm_count){ .since = now, .count = 1 };
	return true;
}

bool
flow_alarm_is_due(const struct flow_alarm_count *c, int64_t now)
{
	return c->count > c->told &&
	    (!c->tellings || !is_within(c->told_at, FLOW_ALARM_QUIET_S, now));
}

void
flow_alarm_told(struct flow_alarm_count *c, int64_t now)
{
	c->tellings++;
	c->told = c->count;
	c->told_at = now;
}

bool
flow_alarm_stays(const struct flow_alarm_count *c, int64_t now)
{
	if (!c->tellings)
		return c->count == 0;
	return !is_within(c->told_at, FLOW_ALARM_AGAIN_S, now);
}

struct flow_alarm_turn
flow_alarm_turn(uint64_t tries, int64_t last_try, size_t n)
{
	struct flow_alarm_turn turn = { (size_t)(tries % n), last_try };
	int64_t pause = FLOW_ALARM_PAUSE_S;

	if (tries == 0 || turn.target)
		return turn;
	for (uint64_t round = tries / n;
	     round > 1 && pause < FLOW_ALARM_PAUSE_MAX_S; round--)
		pause *= 2;
	turn.at +=
	    pause < FLOW_ALARM_PAUSE_MAX_S ? pause : FLOW_ALARM_PAUSE_MAX_S;
	return turn;
}

bool
flow_ping_is_due(
    int64_t last, uint32_t every, int64_t oldest_undelivered, int64_t now)
{
	if (last != INT64_MIN && is_within(last, every, now))
		return false;
	return oldest_undelivered == INT64_MAX ||
	    is_within(oldest_undelivered, every, now);
}
