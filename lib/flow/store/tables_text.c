/*
 * Indexes hold what is live, or what lists go by: a row of what has ended
 * stands in as few of them as may be. Numbers that most rows have are 0 or 1,
 * which take no room. Flags are those of store_inside.h. Words in braces are
 * those of tables.c.
 */
#include "flow/store/tables.h"

/* Of one kind of database alone. */
#define SQLITE "{sqlite}"
#define POSTGRES "{postgres}"

const char *const tables_text[] = {
	"CREATE TABLE note (name {text} PRIMARY KEY,\n"
	"    value {text} NOT NULL){keyed}",

	/* the next free ids */
	SQLITE "CREATE TABLE counter (one {int} PRIMARY KEY CHECK (one = 1),\n"
	       "    run {int} NOT NULL, attempt {int} NOT NULL){strict}",

	SQLITE "INSERT INTO counter VALUES (1, 1, 1)",

	POSTGRES "CREATE SEQUENCE run_id",

	POSTGRES "CREATE SEQUENCE attempt_id INCREMENT 1000",

	"CREATE TABLE flow (id {number},\n"
	"    path {text} NOT NULL UNIQUE, name {text} NOT NULL){strict}",

	"CREATE INDEX flow_name ON flow (name)",

	/* flow NULL: a list of digests; kept: when it was asked for, to an hour,
	 * where several share the store */
	"CREATE TABLE flow_text (id {number},\n"
	"    digest {text} NOT NULL UNIQUE, flow {int},\n"
	"    title {text} NOT NULL, body {text} NOT NULL,\n"
	"    kept {int} NOT NULL){strict}",

	"CREATE TABLE text_node (text {int}, place {int},\n"
	"    name {text} NOT NULL, PRIMARY KEY (text, place)){keyed}",

	"CREATE TABLE lane (id {number}, class {text} NOT NULL,\n"
	"    name {text} NOT NULL, UNIQUE (class, name)){strict}",

	/* shown: the state, or held where a node is; child: it is the run of
	 * another's node; version: it is counted whenever anything of it, or of
	 * its nodes, is saved */
	"CREATE TABLE run (id {int} PRIMARY KEY, text {int} NOT NULL,\n"
	"    flow {int} NOT NULL, child {int} NOT NULL,\n"
	"    state {int} NOT NULL, shown {int} NOT NULL,\n"
	"    since {int} NOT NULL, flags {int} NOT NULL,\n"
	"    made {int} NOT NULL, began {int}, ended {int},\n"
	"    params {text} NOT NULL, who {text} NOT NULL,\n"
	"    schedule {text}, due {text}, parent {int}, parent_node {int},\n"
	"    generation {int}, item {text}, line {text}, lane {int},\n"
	"    texts {int}, version {int} NOT NULL){strict}",

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
	"CREATE TABLE param (name {text}, value {text}, run {int},\n"
	"    PRIMARY KEY (name, value, run)){keyed}",

	/* runs by flow and what they are shown as, and their ms; of a node's
	 * runs. Each worker counts in a row of its own, for which it waits for
	 * nobody; a count is the sum */
	"CREATE TABLE run_count (flow {int}, shown {int},\n"
	"    worker {int}, n {int} NOT NULL, ms {int} NOT NULL,\n"
	"    PRIMARY KEY (flow, shown, worker)){keyed}",

	"CREATE TABLE child_count (parent {int}, node {int},\n"
	"    generation {int}, worker {int}, going {int} NOT NULL,\n"
	"    done {int} NOT NULL, failed {int} NOT NULL,\n"
	"    cancelled {int} NOT NULL,\n"
	"    PRIMARY KEY (parent, node, generation, worker)){keyed}",

	/* a node that only waits for those it is after has no row; lane: of a
	 * ready one; parked: its run does not go on; ticket: when one was given
	 * for it to a broker, and it has its place */
	"CREATE TABLE node (run {int}, place {int},\n"
	"    state {int} NOT NULL, waits {int} NOT NULL,\n"
	"    part {int} NOT NULL, generation {int} NOT NULL,\n"
	"    attempts {int} NOT NULL, failures {int} NOT NULL,\n"
	"    polls {int} NOT NULL, flags {int} NOT NULL,\n"
	"    parked {int} NOT NULL, since {int} NOT NULL,\n"
	"    wake {int}, first {int}, lane {int}, why {text},\n"
	"    ticket {int},\n"
	"    PRIMARY KEY (run, place)){keyed}",

	"CREATE INDEX node_ready ON node (lane, since, run, place)\n"
	"    WHERE lane IS NOT NULL AND parked = 0 AND ticket IS NULL",

	"CREATE INDEX node_ticket ON node (lane) WHERE ticket IS NOT NULL",

	"CREATE INDEX node_lost ON node (ticket, run, place)\n"
	"    WHERE ticket IS NOT NULL",

	"CREATE INDEX node_wake ON node (parked, wake, run, place)\n"
	"    WHERE wake IS NOT NULL",

	"CREATE INDEX node_first ON node (run)\n"
	"    WHERE first IS NOT NULL AND state < 4",

	"CREATE TABLE output (run {int}, node {int}, place {int},\n"
	"    name {text} NOT NULL, value {text} NOT NULL,\n"
	"    PRIMARY KEY (run, node, place)){keyed}",

	/* worker: who has it, 0 where there is one; stopping: who has it is to end
	 * it; late: what came of it when it counted no longer */
	"CREATE TABLE attempt (run {int}, node {int}, number {int},\n"
	"    id {int} NOT NULL, generation {int} NOT NULL,\n"
	"    part {int} NOT NULL, is_event {int} NOT NULL,\n"
	"    lane {int} NOT NULL, began {int} NOT NULL, ended {int},\n"
	"    ending {text}, status {int} NOT NULL, why {text},\n"
	"    worker {int} NOT NULL, stopping {int} NOT NULL, late {text},\n"
	"    PRIMARY KEY (run, node, number)){keyed}",

	"CREATE INDEX attempt_open ON attempt (id) WHERE ended IS NULL",

	"CREATE INDEX attempt_lane ON attempt (lane) WHERE ended IS NULL",

	"CREATE INDEX attempt_worker ON attempt (worker) WHERE ended IS NULL",

	"CREATE INDEX attempt_lost ON attempt (worker, ended)\n"
	"    WHERE ending = 'lost' AND late IS NULL",

	"CREATE INDEX attempt_failed ON attempt (lane, ended)\n"
	"    WHERE ending IN ('failed', 'timeout')",

	"CREATE TABLE class (name {text} PRIMARY KEY, most {int}, who {text},\n"
	"    why {text}, at {int} NOT NULL, open_until {int} NOT NULL){keyed}",

	/* who takes runs on, one a machine and directory; began: ms since 1970;
	 * until: when it is to have said that it works; a word for its state:
	 * working, unreachable, gone, ended */
	"CREATE TABLE worker (id {number}, machine {text} NOT NULL,\n"
	"    dir {text} NOT NULL, host {text} NOT NULL, boot {text} NOT NULL,\n"
	"    pid {int} NOT NULL, began {int} NOT NULL,\n"
	"    seen {int} NOT NULL, until {int} NOT NULL,\n"
	"    state {text} NOT NULL, who {text}, why {text},\n"
	"    UNIQUE (machine, dir)){strict}",

	/* how long attempts of a node take, in the mean */
	"CREATE TABLE mean (flow {text}, node {text}, ms {int} NOT NULL,\n"
	"    PRIMARY KEY (flow, node)){keyed}",

	/* attempts of a lane that ended in a minute, since 1970, and their ms,
	 * of the last hour; each worker counts its own */
	"CREATE TABLE rate (worker {int}, minute {int}, lane {int},\n"
	"    n {int} NOT NULL, ms {int} NOT NULL,\n"
	"    PRIMARY KEY (worker, minute, lane)){keyed}",

	/* open: it has not begun, or its run has not ended */
	"CREATE TABLE due (id {number}, flow {text} NOT NULL,\n"
	"    schedule {text} NOT NULL, due {text} NOT NULL, at {int} NOT "
	"NULL,\n"
	"    found {int} NOT NULL, state {text} NOT NULL, run {int},\n"
	"    late_told {int} NOT NULL, done_by_told {int} NOT NULL,\n"
	"    done_by {int} NOT NULL, open {int} NOT NULL,\n"
	"    UNIQUE (flow, schedule, due)){strict}",

	"CREATE INDEX due_open ON due (flow, schedule, at) WHERE open = 1",

	"CREATE INDEX due_state ON due (state, at)",

	"CREATE INDEX due_run ON due (run) WHERE run IS NOT NULL",

	"CREATE TABLE schedule (flow {text}, schedule {text},\n"
	"    since {int} NOT NULL, looked {int} NOT NULL,\n"
	"    retired {int} NOT NULL, PRIMARY KEY (flow, schedule)){keyed}",

	"CREATE TABLE alarm (id {number}, flow {text} NOT NULL,\n"
	"    run {int}, node {text} NOT NULL, reason {text} NOT NULL,\n"
	"    text {text} NOT NULL, first {int} NOT NULL,\n"
	"    last {int} NOT NULL, count {int} NOT NULL, told {int},\n"
	"    told_count {int} NOT NULL, tellings {int} NOT NULL,\n"
	"    tries {int} NOT NULL, next {int} NOT NULL, why {text}){strict}",

	"CREATE INDEX alarm_same ON alarm (flow, node, reason)",

	"CREATE INDEX alarm_owed ON alarm (told) WHERE count > told_count",

	"CREATE INDEX alarm_run ON alarm (run) WHERE run IS NOT NULL",

	"CREATE TABLE log (id {number}, at {int} NOT NULL,\n"
	"    run {int}, node {text}, what {text} NOT NULL, who {text}, text "
	"{text}){strict}",

	"CREATE INDEX log_run ON log (run) WHERE run IS NOT NULL",

	"CREATE TABLE answer (id {text} PRIMARY KEY, status {int} NOT NULL,\n"
	"    text {text} NOT NULL, at {int} NOT NULL){keyed}",

	"CREATE INDEX answer_at ON answer (at)",

	"CREATE VIEW runs AS\n"
	"SELECT r.id, f.name AS flow,\n"
	"    CASE r.shown WHEN 0 THEN 'waiting' WHEN 1 THEN 'going'\n"
	"        WHEN 2 THEN 'held' WHEN 3 THEN 'done' WHEN 4 THEN 'failed'\n"
	"        ELSE 'cancelled' END AS state,\n"
	"    replace(r.params, {tab}, ' ') AS params,\n"
	"    {utc}r.made{/utc} AS made, {utc}r.began{/utc} AS began,\n"
	"    {utc}r.ended{/utc} AS ended, {utc}r.since{/utc} AS since,\n"
	"    r.flags & 1 AS differs, r.flags >> 1 & 1 AS passed, r.who,\n"
	"    r.schedule, r.due, r.parent, pn.name AS parent_node, r.item,\n"
	"    f.path, t.title, t.digest\n"
	"FROM run r JOIN flow f ON f.id = r.flow\n"
	"    JOIN flow_text t ON t.id = r.text\n"
	"    LEFT JOIN run p ON p.id = r.parent\n"
	"    LEFT JOIN text_node pn\n"
	"        ON pn.text = p.text AND pn.place = r.parent_node",

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
	"    coalesce(n.polls, 0) AS polls, {utc}n.since{/utc} AS since,\n"
	"    {utc}n.wake{/utc} AS wake, l.class, l.name AS lane, n.why\n"
	"FROM run r JOIN text_node t ON t.text = r.text\n"
	"    LEFT JOIN node n ON n.run = r.id AND n.place = t.place\n"
	"    LEFT JOIN lane l ON l.id = n.lane",

	"CREATE VIEW attempts AS\n"
	"SELECT a.id, a.run, t.name AS node, a.number, a.generation,\n"
	"    CASE WHEN a.is_event = 1 THEN 'send'\n"
	"        WHEN a.part = 1 THEN 'when-run' ELSE 'run' END AS part,\n"
	"    l.class, l.name AS lane, {utc}a.began{/utc} AS began,\n"
	"    {utc}a.ended{/utc} AS ended, a.ending AS end, a.status, a.why\n"
	"FROM attempt a JOIN run r ON r.id = a.run\n"
	"    JOIN text_node t ON t.text = r.text AND t.place = a.node\n"
	"    JOIN lane l ON l.id = a.lane",

	"CREATE VIEW alarms AS\n"
	"SELECT id, flow, run, node, reason, text, count,\n"
	"    {utc}first{/utc} AS first, {utc}last{/utc} AS last,\n"
	"    {utc}told{/utc} AS told, tries, why\n"
	"FROM alarm",
};

const size_t tables_count = sizeof tables_text / sizeof *tables_text;
