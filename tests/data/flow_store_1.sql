PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
INSERT INTO note VALUES('file','inode 10021211 made 1796053871.402151668');
INSERT INTO note VALUES('id','6f0bf89b27c062c4ec98361ba20f6cc8');
CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1),
    run INTEGER NOT NULL, attempt INTEGER NOT NULL) STRICT;
INSERT INTO counter VALUES(1,8,7);
CREATE TABLE flow (id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
INSERT INTO flow VALUES(1,'/srv/flows/one.flow','one');
INSERT INTO flow VALUES(2,'/srv/flows/bad.flow','bad');
INSERT INTO flow VALUES(3,'/srv/flows/above.flow','above');
INSERT INTO flow VALUES(4,'/srv/flows/below.flow','below');
INSERT INTO flow VALUES(5,'/srv/flows/long.flow','long');
CREATE TABLE flow_text (id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE, flow INTEGER, title TEXT NOT NULL,
    body TEXT NOT NULL) STRICT;
INSERT INTO flow_text VALUES(1,'9cef026a2c3f0573d1e7a877277504495e892ed63c45eecee05caf44630fd0fb',1,'',replace('[param day]\012type = date\012[node first]\012sh = printf ''n\t12\n'' >>"$RECON_OUT"\012out = n int\012[node then]\012after = first\012approve = finance\012','\012',char(10)));
INSERT INTO flow_text VALUES(2,'7c677cfa6104cc71e1bacfcb4f99ad2d737fbc9afe50cc61330e9ce7acaa5ff1',2,'',replace('[node a]\nrun = false\n','\n',char(10)));
INSERT INTO flow_text VALUES(3,'a7bd2e031311fa574ad33b1223425830552a0a3cd9be09a23cd6fef048f29542',3,'',replace('[node each]\nflow = below.flow\nfor-each = /srv/flows/items\nparam item = {line.1}\n','\n',char(10)));
INSERT INTO flow_text VALUES(4,'d9ee558b4bc038f36df4d280b923440966a12e5538f53eb4d2de1a43184af40e',4,'',replace('[param item]\ntype = text\n[node x]\nsh = test "$RECON_P_ITEM" != two\n','\n',char(10)));
INSERT INTO flow_text VALUES(5,'cab7a2705df148706c3e120104d98d9104a1ab72c7dff0dd51d3c40ed6018fdd',NULL,'',replace('/srv/flows/below.flow	d9ee558b4bc038f36df4d280b923440966a12e5538f53eb4d2de1a43184af40e\n','\n',char(10)));
INSERT INTO flow_text VALUES(6,'6d5528cb8506335f030046fa3725d54c49e62179ea89f8b28a82975c9d76cfae',5,'',replace('[node l]\nclass = slow\nsh = until [ -e /srv/flows/go ]; do sleep 0.1; done\n','\n',char(10)));
CREATE TABLE text_node (text INTEGER, place INTEGER,
    name TEXT NOT NULL, PRIMARY KEY (text, place))
    STRICT, WITHOUT ROWID;
INSERT INTO text_node VALUES(1,0,'first');
INSERT INTO text_node VALUES(1,1,'then');
INSERT INTO text_node VALUES(2,0,'a');
INSERT INTO text_node VALUES(3,0,'each');
INSERT INTO text_node VALUES(4,0,'x');
INSERT INTO text_node VALUES(6,0,'l');
CREATE TABLE lane (id INTEGER PRIMARY KEY, class TEXT NOT NULL,
    name TEXT NOT NULL, UNIQUE (class, name)) STRICT;
INSERT INTO lane VALUES(1,'','');
INSERT INTO lane VALUES(2,'slow','fast');
CREATE TABLE run (id INTEGER PRIMARY KEY, text INTEGER NOT NULL,
    flow INTEGER NOT NULL, child INTEGER NOT NULL,
    state INTEGER NOT NULL, shown INTEGER NOT NULL,
    since INTEGER NOT NULL, flags INTEGER NOT NULL,
    made INTEGER NOT NULL, began INTEGER, ended INTEGER,
    params TEXT NOT NULL, who TEXT NOT NULL,
    schedule TEXT, due TEXT, parent INTEGER, parent_node INTEGER,
    generation INTEGER, item TEXT, line TEXT, lane INTEGER,
    texts INTEGER) STRICT;
INSERT INTO run VALUES(1,1,1,0,1,1,1796053872392,0,1796053872392,1796053872392,NULL,'day=2026-11-29','0 root',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO run VALUES(2,2,2,0,1,2,1796053872469,0,1796053872442,1796053872442,NULL,'','0 root',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO run VALUES(3,3,3,0,1,1,1796053872469,0,1796053872469,1796053872469,NULL,'','0 root',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5);
INSERT INTO run VALUES(4,4,4,1,3,3,1796053872496,0,1796053872469,1796053872469,1796053872496,'item=one','0 root',NULL,NULL,3,0,1,'one','one',NULL,5);
INSERT INTO run VALUES(5,4,4,1,1,2,1796053872510,0,1796053872469,1796053872469,NULL,'item=two','0 root',NULL,NULL,3,0,1,'two','two',NULL,5);
INSERT INTO run VALUES(6,4,4,1,3,3,1796053872530,0,1796053872469,1796053872469,1796053872530,'item=对账','0 root',NULL,NULL,3,0,1,'对账','对账',NULL,5);
INSERT INTO run VALUES(7,6,5,0,1,1,1796053872530,0,1796053872530,1796053872530,NULL,'','0 root',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE param (name TEXT, value TEXT, run INTEGER,
    PRIMARY KEY (name, value, run)) STRICT, WITHOUT ROWID;
INSERT INTO param VALUES('day','2026-11-29',1);
INSERT INTO param VALUES('item','one',4);
INSERT INTO param VALUES('item','two',5);
INSERT INTO param VALUES('item','对账',6);
CREATE TABLE run_count (flow INTEGER, shown INTEGER,
    n INTEGER NOT NULL, ms INTEGER NOT NULL,
    PRIMARY KEY (flow, shown)) STRICT, WITHOUT ROWID;
INSERT INTO run_count VALUES(1,0,0,0);
INSERT INTO run_count VALUES(1,1,1,0);
INSERT INTO run_count VALUES(2,0,0,0);
INSERT INTO run_count VALUES(2,1,0,0);
INSERT INTO run_count VALUES(2,2,1,0);
INSERT INTO run_count VALUES(3,0,0,0);
INSERT INTO run_count VALUES(3,1,1,0);
INSERT INTO run_count VALUES(4,0,0,0);
INSERT INTO run_count VALUES(4,1,0,0);
INSERT INTO run_count VALUES(4,2,1,0);
INSERT INTO run_count VALUES(4,3,2,88);
INSERT INTO run_count VALUES(5,0,0,0);
INSERT INTO run_count VALUES(5,1,1,0);
CREATE TABLE child_count (parent INTEGER, node INTEGER,
    generation INTEGER, going INTEGER NOT NULL,
    done INTEGER NOT NULL, failed INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (parent, node, generation)) STRICT, WITHOUT ROWID;
INSERT INTO child_count VALUES(3,0,1,1,2,0,0);
CREATE TABLE node (run INTEGER, place INTEGER,
    state INTEGER NOT NULL, waits INTEGER NOT NULL,
    part INTEGER NOT NULL, generation INTEGER NOT NULL,
    attempts INTEGER NOT NULL, failures INTEGER NOT NULL,
    polls INTEGER NOT NULL, flags INTEGER NOT NULL,
    parked INTEGER NOT NULL, since INTEGER NOT NULL,
    wake INTEGER, first INTEGER, lane INTEGER, why TEXT,
    PRIMARY KEY (run, place)) STRICT, WITHOUT ROWID;
INSERT INTO node VALUES(1,0,4,0,0,1,1,0,0,64,0,1796053872458,NULL,NULL,NULL,NULL);
INSERT INTO node VALUES(1,1,0,2,0,1,0,0,0,64,0,1796053872458,NULL,NULL,NULL,NULL);
INSERT INTO node VALUES(2,0,3,0,0,1,1,1,0,64,0,1796053872469,NULL,NULL,NULL,'exit status 1');
INSERT INTO node VALUES(3,0,2,0,0,1,1,0,0,64,0,1796053872469,NULL,NULL,NULL,NULL);
INSERT INTO node VALUES(4,0,4,0,0,1,1,0,0,64,0,1796053872496,NULL,NULL,NULL,NULL);
INSERT INTO node VALUES(5,0,3,0,0,1,1,1,0,64,0,1796053872510,NULL,NULL,NULL,'exit status 1');
INSERT INTO node VALUES(6,0,4,0,0,1,1,0,0,64,0,1796053872530,NULL,NULL,NULL,NULL);
INSERT INTO node VALUES(7,0,2,0,0,1,1,0,0,64,0,1796053872530,NULL,NULL,NULL,NULL);
CREATE TABLE output (run INTEGER, node INTEGER, place INTEGER,
    name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (run, node, place)) STRICT, WITHOUT ROWID;
INSERT INTO output VALUES(1,0,0,'n','12');
CREATE TABLE attempt (run INTEGER, node INTEGER, number INTEGER,
    id INTEGER NOT NULL, generation INTEGER NOT NULL,
    part INTEGER NOT NULL, is_event INTEGER NOT NULL,
    lane INTEGER NOT NULL, began INTEGER NOT NULL, ended INTEGER,
    ending TEXT, status INTEGER NOT NULL, why TEXT,
    PRIMARY KEY (run, node, number)) STRICT, WITHOUT ROWID;
INSERT INTO attempt VALUES(1,0,1,1,1,0,0,1,1796053872392,1796053872458,'done',0,NULL);
INSERT INTO attempt VALUES(2,0,1,2,1,0,0,1,1796053872442,1796053872469,'failed',1,NULL);
INSERT INTO attempt VALUES(4,0,1,3,1,0,0,1,1796053872469,1796053872496,'done',0,NULL);
INSERT INTO attempt VALUES(5,0,1,4,1,0,0,1,1796053872469,1796053872510,'failed',1,NULL);
INSERT INTO attempt VALUES(6,0,1,5,1,0,0,1,1796053872469,1796053872530,'done',0,NULL);
INSERT INTO attempt VALUES(7,0,1,6,1,0,0,2,1796053872530,NULL,NULL,0,NULL);
CREATE TABLE class (name TEXT PRIMARY KEY, most INTEGER, who TEXT,
    why TEXT, at INTEGER NOT NULL, open_until INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
INSERT INTO class VALUES('slow',3,'0 root','a test',1796053872569,0);
CREATE TABLE due (id INTEGER PRIMARY KEY, flow TEXT NOT NULL,
    schedule TEXT NOT NULL, due TEXT NOT NULL, at INTEGER NOT NULL,
    found INTEGER NOT NULL, state TEXT NOT NULL, run INTEGER,
    late_told INTEGER NOT NULL, done_by_told INTEGER NOT NULL,
    done_by INTEGER NOT NULL, open INTEGER NOT NULL,
    UNIQUE (flow, schedule, due)) STRICT;
CREATE TABLE schedule (flow TEXT, schedule TEXT,
    since INTEGER NOT NULL, looked INTEGER NOT NULL,
    retired INTEGER NOT NULL, PRIMARY KEY (flow, schedule))
    STRICT, WITHOUT ROWID;
CREATE TABLE alarm (id INTEGER PRIMARY KEY, flow TEXT NOT NULL,
    run INTEGER, node TEXT NOT NULL, reason TEXT NOT NULL,
    text TEXT NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, count INTEGER NOT NULL, told INTEGER,
    told_count INTEGER NOT NULL, tellings INTEGER NOT NULL,
    tries INTEGER NOT NULL, next INTEGER NOT NULL, why TEXT) STRICT;
INSERT INTO alarm VALUES(1,'bad',2,'a','held','exit status 1',1796053872469,1796053872469,1,NULL,0,0,0,1796054772469,'nobody is to be told: say [alarm] in the flow, or in runner.ini');
INSERT INTO alarm VALUES(2,'below',5,'x','held','exit status 1',1796053872510,1796053872510,1,NULL,0,0,0,1796054772510,'nobody is to be told: say [alarm] in the flow, or in runner.ini');
CREATE TABLE log (id INTEGER PRIMARY KEY, at INTEGER NOT NULL,
    run INTEGER, node TEXT, what TEXT NOT NULL, who TEXT, text TEXT)
    STRICT;
INSERT INTO log VALUES(1,1796053872469,3,'each','read',NULL,'/srv/flows/items, 3 lines, sha256 7ed81bd3a2a356577df5956c88a898ded131f239fad8081ae483d99ce72cf6a6');
INSERT INTO log VALUES(2,1796053872469,2,'a','held',NULL,'exit status 1');
INSERT INTO log VALUES(3,1796053872510,5,'x','held',NULL,'exit status 1');
INSERT INTO log VALUES(4,1796053872569,NULL,NULL,'class','0 root','class slow: limit 3');
CREATE TABLE answer (id TEXT PRIMARY KEY, status INTEGER NOT NULL,
    text TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO answer VALUES('001a22d272ef1-f3e39ac24726f44f.1',0,'1',1796053872392);
INSERT INTO answer VALUES('001a22d272f2c-7d0e4cf9de914b5a.1',0,'2',1796053872442);
INSERT INTO answer VALUES('001a22d272f4f-6c431d18ac2cc550.1',0,'3',1796053872469);
INSERT INTO answer VALUES('001a22d272f82-41abc1690aae4ba7.1',0,'7',1796053872530);
INSERT INTO answer VALUES('001a22d272fb4-a327f23934fb88b8.1',0,'',1796053872569);
CREATE INDEX flow_name ON flow (name);
CREATE INDEX run_list ON run (child, shown, made);
CREATE INDEX run_flow ON run (flow, child, shown, made);
CREATE INDEX run_text ON run (text);
CREATE INDEX run_texts ON run (texts) WHERE texts IS NOT NULL;
CREATE UNIQUE INDEX run_child ON run
    (parent, parent_node, generation, item)
    WHERE parent IS NOT NULL;
CREATE INDEX run_child_open ON run
    (parent, parent_node, generation)
    WHERE parent IS NOT NULL AND state < 3;
CREATE UNIQUE INDEX run_due ON run (flow, schedule, due)
    WHERE schedule IS NOT NULL;
CREATE INDEX run_lane ON run (lane, state)
    WHERE lane IS NOT NULL AND state < 3;
CREATE INDEX node_ready ON node (lane, since)
    WHERE lane IS NOT NULL AND parked = 0;
CREATE INDEX node_wake ON node (parked, wake)
    WHERE wake IS NOT NULL;
CREATE INDEX node_first ON node (run)
    WHERE first IS NOT NULL AND state < 4;
CREATE INDEX attempt_open ON attempt (id) WHERE ended IS NULL;
CREATE INDEX attempt_failed ON attempt (lane, ended)
    WHERE ending IN ('failed', 'timeout');
CREATE INDEX due_open ON due (flow, schedule, at) WHERE open = 1;
CREATE INDEX due_state ON due (state, at);
CREATE INDEX due_run ON due (run) WHERE run IS NOT NULL;
CREATE INDEX alarm_same ON alarm (flow, node, reason);
CREATE INDEX alarm_owed ON alarm (told) WHERE count > told_count;
CREATE INDEX alarm_run ON alarm (run) WHERE run IS NOT NULL;
CREATE INDEX log_run ON log (run) WHERE run IS NOT NULL;
CREATE INDEX answer_at ON answer (at);
CREATE VIEW runs AS
SELECT r.id, f.name AS flow,
    CASE r.shown WHEN 0 THEN 'waiting' WHEN 1 THEN 'going'
        WHEN 2 THEN 'held' WHEN 3 THEN 'done' WHEN 4 THEN 'failed'
        ELSE 'cancelled' END AS state,
    replace(r.params, char(9), ' ') AS params,
    strftime('%Y-%m-%dT%H:%M:%SZ', r.made / 1000, 'unixepoch') AS made, strftime('%Y-%m-%dT%H:%M:%SZ', r.began / 1000, 'unixepoch') AS began,
    strftime('%Y-%m-%dT%H:%M:%SZ', r.ended / 1000, 'unixepoch') AS ended, strftime('%Y-%m-%dT%H:%M:%SZ', r.since / 1000, 'unixepoch') AS since,
    r.flags & 1 AS differs, r.flags >> 1 & 1 AS passed, r.who,
    r.schedule, r.due, r.parent, pn.name AS parent_node, r.item,
    f.path, t.title, t.digest
FROM run r JOIN flow f ON f.id = r.flow
    JOIN flow_text t ON t.id = r.text
    LEFT JOIN run p ON p.id = r.parent
    LEFT JOIN text_node pn
        ON pn.text = p.text AND pn.place = r.parent_node;
CREATE VIEW nodes AS
SELECT r.id AS run, t.place + 1 AS place, t.name AS node,
    CASE coalesce(n.state, 0) WHEN 0 THEN 'waiting'
        WHEN 1 THEN 'ready' WHEN 2 THEN 'running'
        WHEN 3 THEN 'held' WHEN 4 THEN 'done' WHEN 5 THEN 'differs'
        WHEN 6 THEN 'failed' WHEN 7 THEN 'skipped'
        ELSE 'cancelled' END AS state,
    CASE coalesce(n.waits, 1) WHEN 1 THEN 'parents'
        WHEN 2 THEN 'person' WHEN 3 THEN 'delay' WHEN 4 THEN 'retry'
        WHEN 5 THEN 'poll' END AS waits,
    coalesce(n.generation, 1) AS generation,
    coalesce(n.attempts, 0) AS attempts,
    coalesce(n.failures, 0) AS failures,
    coalesce(n.polls, 0) AS polls, strftime('%Y-%m-%dT%H:%M:%SZ', n.since / 1000, 'unixepoch') AS since,
    strftime('%Y-%m-%dT%H:%M:%SZ', n.wake / 1000, 'unixepoch') AS wake, l.class, l.name AS lane, n.why
FROM run r JOIN text_node t ON t.text = r.text
    LEFT JOIN node n ON n.run = r.id AND n.place = t.place
    LEFT JOIN lane l ON l.id = n.lane;
CREATE VIEW attempts AS
SELECT a.id, a.run, t.name AS node, a.number, a.generation,
    CASE WHEN a.is_event = 1 THEN 'send'
        WHEN a.part = 1 THEN 'when-run' ELSE 'run' END AS part,
    l.class, l.name AS lane, strftime('%Y-%m-%dT%H:%M:%SZ', a.began / 1000, 'unixepoch') AS began,
    strftime('%Y-%m-%dT%H:%M:%SZ', a.ended / 1000, 'unixepoch') AS ended, a.ending AS end, a.status, a.why
FROM attempt a JOIN run r ON r.id = a.run
    JOIN text_node t ON t.text = r.text AND t.place = a.node
    JOIN lane l ON l.id = a.lane;
CREATE VIEW alarms AS
SELECT id, flow, run, node, reason, text, count,
    strftime('%Y-%m-%dT%H:%M:%SZ', first / 1000, 'unixepoch') AS first, strftime('%Y-%m-%dT%H:%M:%SZ', last / 1000, 'unixepoch') AS last,
    strftime('%Y-%m-%dT%H:%M:%SZ', told / 1000, 'unixepoch') AS told, tries, why
FROM alarm;
COMMIT;
PRAGMA application_id = 1380338775;
PRAGMA user_version = 1;
