/*
 * Indexes hold what is live, or what lists go by: a row of what has ended
 * stands in as few of them as may be. Numbers that most rows have are 0 or 1,
 * which take no room. Flags are those of store_inside.h.
 */
#include "flow/store/tables.h"

const char *const tables_text[] = {
	"CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL)\n"
	"    STRICT, WITHOUT ROWID",

	/* the next free ids */
	"CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1),\n"
	"    run INTEGER NOT NULL, attempt INTEGER NOT NULL) STRICT",

	"CREATE TABLE flow (id INTEGER PRIMARY KEY,\n"
	"    path TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT",

	"CREATE INDEX flow_name ON flow (name)",

	/* flow NULL: a list of digests */
	"CREATE TABLE flow_text (id INTEGER PRIMARY KEY,\n"
	"    digest TEXT NOT NULL UNIQUE, flow INTEGER, title TEXT NOT NULL,\n"
	"    body TEXT NOT NULL) STRICT",

	"CREATE TABLE text_node (text INTEGER, place INTEGER,\n"
	"    name TEXT NOT NULL, PRIMARY KEY (text, place))\n"
	"    STRICT, WITHOUT ROWID",

	"CREATE TABLE lane (id INTEGER PRIMARY KEY, class TEXT NOT NULL,\n"
	"    name TEXT NOT NULL, UNIQUE (class, name)) STRICT",

	/* shown: the state, or held where a node is; child: it is the run of
	 * another's node; version: it is counted whenever anything of it, or of
	 * its nodes, is saved */
	"CREATE TABLE run (id INTEGER PRIMARY KEY, text INTEGER NOT NULL,\n"
	"    flow INTEGER NOT NULL, child INTEGER NOT NULL,\n"
	"    state INTEGER NOT NULL, shown INTEGER NOT NULL,\n"
	"    since INTEGER NOT NULL, flags INTEGER NOT NULL,\n"
	"    made INTEGER NOT NULL, began INTEGER, ended INTEGER,\n"
	"    params TEXT NOT NULL, who TEXT NOT NULL,\n"
	"    schedule TEXT, due TEXT, parent INTEGER, parent_node INTEGER,\n"
	"    generation INTEGER, item TEXT, line TEXT, lane INTEGER,\n"
	"    texts INTEGER, version INTEGER NOT NULL) STRICT",

	"CREATE INDEX run_list ON run (child, shown, made)",

	"CREATE INDEX run_flow ON run (flow, child, shown, made)",

	"CREATE INDEX run_text ON run (text)",

	"CREATE INDEX run_texts ON run (texts) WHERE texts IS NOT NULL",

	"CREATE UNIQUE INDEX run_child ON run\n"
	"    (parent, parent_node, generation, item)\n"
	"    WHERE parent IS NOT NULL",

	"CREATE INDEX run_child_open ON run\n"
	"    (parent, parent_node, generation)\n"
	"    WHERE parent IS NOT NULL AND state < 3",

	"CREATE UNIQUE INDEX run_due ON run (flow, schedule, due)\n"
	"    WHERE schedule IS NOT NULL",

	"CREATE INDEX run_lane ON run (lane, state, id)\n"
	"    WHERE lane IS NOT NULL AND state < 3",

	/* values that lists find runs by */
	"CREATE TABLE param (name TEXT, value TEXT, run INTEGER,\n"
	"    PRIMARY KEY (name, value, run)) STRICT, WITHOUT ROWID",

	/* runs by flow and what they are shown as, and their ms; of a node's
	 * runs. Each worker counts in a row of its own, for which it waits for
	 * nobody; a count is the sum */
	"CREATE TABLE run_count (flow INTEGER, shown INTEGER,\n"
	"    worker INTEGER, n INTEGER NOT NULL, ms INTEGER NOT NULL,\n"
	"    PRIMARY KEY (flow, shown, worker)) STRICT, WITHOUT ROWID",

	"CREATE TABLE child_count (parent INTEGER, node INTEGER,\n"
	"    generation INTEGER, worker INTEGER, going INTEGER NOT NULL,\n"
	"    done INTEGER NOT NULL, failed INTEGER NOT NULL,\n"
	"    cancelled INTEGER NOT NULL,\n"
	"    PRIMARY KEY (parent, node, generation, worker))\n"
	"    STRICT, WITHOUT ROWID",

	/* a node that only waits for those it is after has no row; lane: of a
	 * ready one; parked: its run does not go on; ticket: when one was given
	 * for it to a broker, and it has its place */
	"CREATE TABLE node (run INTEGER, place INTEGER,\n"
	"    state INTEGER NOT NULL, waits INTEGER NOT NULL,\n"
	"    part INTEGER NOT NULL, generation INTEGER NOT NULL,\n"
	"    attempts INTEGER NOT NULL, failures INTEGER NOT NULL,\n"
	"    polls INTEGER NOT NULL, flags INTEGER NOT NULL,\n"
	"    parked INTEGER NOT NULL, since INTEGER NOT NULL,\n"
	"    wake INTEGER, first INTEGER, lane INTEGER, why TEXT,\n"
	"    ticket INTEGER,\n"
	"    PRIMARY KEY (run, place)) STRICT, WITHOUT ROWID",

	"CREATE INDEX node_ready ON node (lane, since, run, place)\n"
	"    WHERE lane IS NOT NULL AND parked = 0 AND ticket IS NULL",

	"CREATE INDEX node_ticket ON node (lane) WHERE ticket IS NOT NULL",

	"CREATE INDEX node_lost ON node (ticket, run, place)\n"
	"    WHERE ticket IS NOT NULL",

	"CREATE INDEX node_wake ON node (parked, wake, run, place)\n"
	"    WHERE wake IS NOT NULL",

	"CREATE INDEX node_first ON node (run)\n"
	"    WHERE first IS NOT NULL AND state < 4",

	"CREATE TABLE output (run INTEGER, node INTEGER, place INTEGER,\n"
	"    name TEXT NOT NULL, value TEXT NOT NULL,\n"
	"    PRIMARY KEY (run, node, place)) STRICT, WITHOUT ROWID",

	/* worker: who has it, 0 where there is one; stopping: who has it is to end
	 * it; late: what came of it when it counted no longer */
	"CREATE TABLE attempt (run INTEGER, node INTEGER, number INTEGER,\n"
	"    id INTEGER NOT NULL, generation INTEGER NOT NULL,\n"
	"    part INTEGER NOT NULL, is_event INTEGER NOT NULL,\n"
	"    lane INTEGER NOT NULL, began INTEGER NOT NULL, ended INTEGER,\n"
	"    ending TEXT, status INTEGER NOT NULL, why TEXT,\n"
	"    worker INTEGER NOT NULL, stopping INTEGER NOT NULL, late TEXT,\n"
	"    PRIMARY KEY (run, node, number)) STRICT, WITHOUT ROWID",

	"CREATE INDEX attempt_open ON attempt (id) WHERE ended IS NULL",

	"CREATE INDEX attempt_lane ON attempt (lane) WHERE ended IS NULL",

	"CREATE INDEX attempt_worker ON attempt (worker) WHERE ended IS NULL",

	"CREATE INDEX attempt_failed ON attempt (lane, ended)\n"
	"    WHERE ending IN ('failed', 'timeout')",

	"CREATE TABLE class (name TEXT PRIMARY KEY, most INTEGER, who TEXT,\n"
	"    why TEXT, at INTEGER NOT NULL, open_until INTEGER NOT NULL)\n"
	"    STRICT, WITHOUT ROWID",

	/* who takes runs on, one a machine and directory; began: ms since 1970;
	 * until: when it is to have said that it works; a word for its state:
	 * working, unreachable, gone, ended */
	"CREATE TABLE worker (id INTEGER PRIMARY KEY, machine TEXT NOT NULL,\n"
	"    dir TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL,\n"
	"    pid INTEGER NOT NULL, began INTEGER NOT NULL,\n"
	"    seen INTEGER NOT NULL, until INTEGER NOT NULL,\n"
	"    state TEXT NOT NULL, who TEXT, why TEXT,\n"
	"    UNIQUE (machine, dir)) STRICT",

	/* how long attempts of a node take, in the mean */
	"CREATE TABLE mean (flow TEXT, node TEXT, ms INTEGER NOT NULL,\n"
	"    PRIMARY KEY (flow, node)) STRICT, WITHOUT ROWID",

	/* open: it has not begun, or its run has not ended */
	"CREATE TABLE due (id INTEGER PRIMARY KEY, flow TEXT NOT NULL,\n"
	"    schedule TEXT NOT NULL, due TEXT NOT NULL, at INTEGER NOT NULL,\n"
	"    found INTEGER NOT NULL, state TEXT NOT NULL, run INTEGER,\n"
	"    late_told INTEGER NOT NULL, done_by_told INTEGER NOT NULL,\n"
	"    done_by INTEGER NOT NULL, open INTEGER NOT NULL,\n"
	"    UNIQUE (flow, schedule, due)) STRICT",

	"CREATE INDEX due_open ON due (flow, schedule, at) WHERE open = 1",

	"CREATE INDEX due_state ON due (state, at)",

	"CREATE INDEX due_run ON due (run) WHERE run IS NOT NULL",

	"CREATE TABLE schedule (flow TEXT, schedule TEXT,\n"
	"    since INTEGER NOT NULL, looked INTEGER NOT NULL,\n"
	"    retired INTEGER NOT NULL, PRIMARY KEY (flow, schedule))\n"
	"    STRICT, WITHOUT ROWID",

	"CREATE TABLE alarm (id INTEGER PRIMARY KEY, flow TEXT NOT NULL,\n"
	"    run INTEGER, node TEXT NOT NULL, reason TEXT NOT NULL,\n"
	"    text TEXT NOT NULL, first INTEGER NOT NULL,\n"
	"    last INTEGER NOT NULL, count INTEGER NOT NULL, told INTEGER,\n"
	"    told_count INTEGER NOT NULL, tellings INTEGER NOT NULL,\n"
	"    tries INTEGER NOT NULL, next INTEGER NOT NULL, why TEXT) STRICT",

	"CREATE INDEX alarm_same ON alarm (flow, node, reason)",

	"CREATE INDEX alarm_owed ON alarm (told) WHERE count > told_count",

	"CREATE INDEX alarm_run ON alarm (run) WHERE run IS NOT NULL",

	"CREATE TABLE log (id INTEGER PRIMARY KEY, at INTEGER NOT NULL,\n"
	"    run INTEGER, node TEXT, what TEXT NOT NULL, who TEXT, text TEXT)\n"
	"    STRICT",

	"CREATE INDEX log_run ON log (run) WHERE run IS NOT NULL",

	"CREATE TABLE answer (id TEXT PRIMARY KEY, status INTEGER NOT NULL,\n"
	"    text TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",

	"CREATE INDEX answer_at ON answer (at)",

#define STAMP(column) \
	"strftime('%Y-%m-%dT%H:%M:%SZ', " column " / 1000, 'unixepoch')"

	"CREATE VIEW runs AS\n"
	"SELECT r.id, f.name AS flow,\n"
	"    CASE r.shown WHEN 0 THEN 'waiting' WHEN 1 THEN 'going'\n"
	"        WHEN 2 THEN 'held' WHEN 3 THEN 'done' WHEN 4 THEN 'failed'\n"
	"        ELSE 'cancelled' END AS state,\n"
	"    replace(r.params, char(9), ' ') AS params,\n"
	"    " STAMP("r.made") " AS made, " STAMP(
	    "r.began") " AS began,\n"
		       "    " STAMP("r.ended") " AS ended, " STAMP(
			   "r.since") " AS since,\n"
				      "    r.flags & 1 AS differs, r.flags >> "
				      "1 & 1 AS passed, r.who,\n"
				      "    r.schedule, r.due, r.parent, "
				      "pn.name AS parent_node, r.item,\n"
				      "    f.path, t.title, t.digest\n"
				      "FROM run r JOIN flow f ON f.id = "
				      "r.flow\n"
				      "    JOIN flow_text t ON t.id = r.text\n"
				      "    LEFT JOIN run p ON p.id = r.parent\n"
				      "    LEFT JOIN text_node pn\n"
				      "        ON pn.text = p.text AND "
				      "pn.place = r.parent_node",

	"CREATE VIEW nodes AS\n"
	"SELECT r.id AS run, t.place + 1 AS place, t.name AS node,\n"
	"    CASE coalesce(n.state, 0) WHEN 0 THEN 'waiting'\n"
	"        WHEN 1 THEN 'ready' WHEN 2 THEN 'running'\n"
	"        WHEN 3 THEN 'held' WHEN 4 THEN 'done' WHEN 5 THEN 'differs'\n"
	"        WHEN 6 THEN 'failed' WHEN 7 THEN 'skipped'\n"
	"        ELSE 'cancelled' END AS state,\n"
	"    CASE coalesce(n.waits, 1) WHEN 1 THEN 'parents'\n"
	"        WHEN 2 THEN 'person' WHEN 3 THEN 'delay' WHEN 4 THEN 'retry'\n"
	"        WHEN 5 THEN 'poll' END AS waits,\n"
	"    coalesce(n.generation, 1) AS generation,\n"
	"    coalesce(n.attempts, 0) AS attempts,\n"
	"    coalesce(n.failures, 0) AS failures,\n"
	"    coalesce(n.polls, 0) AS polls, " STAMP(
	    "n.since") " AS since,\n"
		       "    " STAMP(
			   "n.wake") " AS wake, l.class, l.name AS lane, "
				     "n.why\n"
				     "FROM run r JOIN text_node t ON t.text = "
				     "r.text\n"
				     "    LEFT JOIN node n ON n.run = r.id AND "
				     "n.place = t.place\n"
				     "    LEFT JOIN lane l ON l.id = n.lane",

	"CREATE VIEW attempts AS\n"
	"SELECT a.id, a.run, t.name AS node, a.number, a.generation,\n"
	"    CASE WHEN a.is_event = 1 THEN 'send'\n"
	"        WHEN a.part = 1 THEN 'when-run' ELSE 'run' END AS part,\n"
	"    l.class, l.name AS lane, " STAMP(
	    "a.began") " AS began,\n"
		       "    " STAMP(
			   "a.ended") " AS ended, a.ending AS end, a.status, "
				      "a.why\n"
				      "FROM attempt a JOIN run r ON r.id = "
				      "a.run\n"
				      "    JOIN text_node t ON t.text = r.text "
				      "AND t.place = a.node\n"
				      "    JOIN lane l ON l.id = a.lane",

	"CREATE VIEW alarms AS\n"
	"SELECT id, flow, run, node, reason, text, count,\n"
	"    " STAMP("first") " AS first, " STAMP(
	    "last") " AS last,\n"
		    "    " STAMP("told") " AS told, tries, why\n"
					 "FROM alarm",

	NULL,
};
