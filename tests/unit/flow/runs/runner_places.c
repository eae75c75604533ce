#include "flow/runs/runner_places.h"

#include "flow/runs/runner_attempts.h"
#include "scratch.h"
#include "test.h"

static struct runner_places places;

static void
classes_are(const char *text)
{
	struct told told = { 0 };

	scratch_write("classes.ini", text, strlen(text));
	runner_places_free(&places);
	runner_places_learn(&places, SPAN("./"), &told);
	EXPECT(told.n == 0);
	told_free(&told);
}

static size_t
room(const char *class, const char *lane, int64_t now)
{
	return runner_lane_room(runner_lane_of(&places, class, lane), now);
}

static void
limits(void)
{
	classes_are("[class a]\nlimit = 3\nlane slow = 1\n[class b]\n");
	EXPECT(room("a", "fast", 0) == 3);
	EXPECT(room("a", "slow", 0) == 1);
	EXPECT(room("a", RUNNER_LANE_RUNS, 0) == 3);
	EXPECT(room("b", "fast", 0) == 1);
	EXPECT(room("nobody's", "fast", 0) == 1);
	EXPECT(room("", "", 0) == SIZE_MAX);
	EXPECT(room(RUNNER_CLASS_FLOWS, "", 0) == SIZE_MAX);
	EXPECT(room("send robot", "", 0) == RUNNER_EVENTS_MAX);
}

static void
places_taken(void)
{
	struct runner_attempts all = { 0 };
	struct runner_attempt *one;

	classes_are("[class a]\nlimit = 2\n");
	one = runner_attempts_add(&all,
	    &(struct runner_attempt){
		.id = 1, .lane = runner_lane_of(&places, "a", "fast") });
	runner_attempts_add(&all,
	    &(struct runner_attempt){ .id = 257,
		.is_event = true,
		.lane = runner_lane_of(&places, "a", "fast") });
	EXPECT(room("a", "fast", 0) == 0 && room("a", "retry", 0) == 2);
	EXPECT(all.n == 2 && all.processes == 1);
	EXPECT(runner_attempts_find(&all, 257) && all.n_hash == 256);
	runner_attempts_remove(&all, one);
	EXPECT(room("a", "fast", 0) == 1 && !runner_attempts_find(&all, 1));
	runner_attempts_free(&all);
	EXPECT(room("a", "fast", 0) == 2);
}

static void
said_by_a_person(void)
{
	struct runner_class *c;
	struct flow_store_class kept = { "a", 5, "1000 maria", "month end", 7,
		0 };

	classes_are("[class a]\nlimit = 2\nlane slow = 1\n");
	c = runner_class_of(&places, "a");
	runner_class_keep(c, &kept);
	EXPECT(room("a", "fast", 0) == 5 && room("a", "slow", 0) == 5);
	EXPECT_STR(runner_class_kept(c).why, "month end");
	kept.limit = 0;
	runner_class_keep(c, &kept);
	EXPECT(room("a", "fast", 0) == 0);
	kept.limit = -1;
	runner_class_keep(c, &kept);
	EXPECT(room("a", "fast", 0) == 2 && room("a", "slow", 0) == 1);
}

static void
breaker(void)
{
	struct runner_attempts all = { 0 };
	struct runner_class *c;

	classes_are("[class a]\nlimit = 9\nbreaker = 3 in 1m rest 5m\n");
	c = runner_class_of(&places, "a");
	c->open_until = 1000;
	EXPECT(room("a", "fast", 999) == 0 && room("a", "retry", 999) == 0);
	EXPECT(room("a", RUNNER_LANE_RUNS, 999) == 9);
	EXPECT(room("a", "fast", 1000) == 1);
	runner_attempts_add(&all,
	    &(struct runner_attempt){
		.id = 1, .lane = runner_lane_of(&places, "a", "retry") });
	EXPECT(room("a", "fast", 1000) == 0); /* one, in whichever lane */
	runner_places_moved(&places, 60000);
	EXPECT(c->open_until == 61000);
	runner_attempts_free(&all);
	c->open_until = 0;
	EXPECT(room("a", "fast", 1000) == 9);
	classes_are("[class a]\nlane broken = 2\nbreaker = 1 in 1m rest 5m\n");
	runner_class_of(&places, "a")->open_until = 1;
	EXPECT(room("a", "fast", 2) == 2);
}

static void
events(void)
{
	struct runner_lane *l;

	classes_are("[class a]\n");
	l = runner_lane_of(&places, "a", "fast");
	EXPECT(!runner_lane_is_of_events(l));
	runner_lane_saw(l, true);
	EXPECT(runner_lane_is_of_events(l));
	runner_lane_saw(l, false);
	EXPECT(!runner_lane_is_of_events(l));
	runner_lane_saw(l, true);
	EXPECT(!runner_lane_is_of_events(l));
}

static void
read_again(void)
{
	struct told told = { 0 };

	classes_are("[class a]\nlimit = 4\n");
	scratch_write("classes.ini", "[class a]\nlimit = x\n", 20);
	runner_places_again(&places, &told);
	EXPECT(told.n == 1 && room("a", "fast", 0) == 4);
	told_free(&told);
	told = (struct told){ 0 };
	scratch_write("classes.ini", "[class a]\nlimit = 6\n", 20);
	runner_places_again(&places, &told);
	EXPECT(told.n == 0 && room("a", "fast", 0) == 6);
	unlink("classes.ini");
	runner_places_again(&places, &told);
	EXPECT(told.n == 0 && room("a", "fast", 0) == 1);
}

int
main(void)
{
	scratch_begin();
	test("each lane has the limit of its class, or its own", limits);
	test("who is under way takes a place until it is out", places_taken);
	test("what a person says is for all lanes, until it is taken back",
	    said_by_a_person);
	test("a breaker that is open lets nothing begin, then one at a time",
	    breaker);
	test("a lane is of events alone until it has had a process", events);
	test("classes that are no good are as they were; those gone have the "
	     "usual limit",
	    read_again);
	runner_places_free(&places);
	scratch_end();
	return test_done();
}
