# Pictures of flows, drawn by those who draw them: Mermaid in a browser, which is
# chromium without a screen, and dot of Graphviz; and the page of a run in that
# browser.
#
# Mermaid is mermaid.min.js of the package of npm: RECON_MERMAID names the file,
# else the package is fetched once, into build/peers, where there is a network.

load ../helper

MERMAID=12.3.0

setup_file() {
	browser=
	for b in chromium chromium-browser google-chrome; do
		command -v $b >/dev/null && browser=$b && break
	done
	export browser
	mkdir "$BATS_FILE_TMPDIR/home"
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	# What means something to Mermaid, to Markdown, to HTML or to dot.
	cat >f.flow <<-'END'
	[flow]
	title = 每日对账
	[param date]
	type = date
	[param limit]
	type = amount
	default = 100.00
	[node 取账单]
	title = 1. "the" <b>bill</b> & `more` {x} #35; &amp; \n %% click
	run = sh -c "echo '{date}' >&2; exit 0"
	[node end]
	title = - subgraph; style n0 fill:red
	after = 取账单
	sh = printf 'largest\t%s\n' 5.00 >"$RECON_OUT" # [x] (y) | z; a --> b
	out = largest amount, words text
	[node class]
	title = </text></g><script>document.title="run"</script>
	after = end if end.out.largest > {limit} or end.out.words = "a ""b"" {{c"
	send = ops
	[node graph]
	title = *a* _b_ ~~c~~ http://example.com $x$ @{shape: rect}
	after = end if not (end.out.largest < 1.00)
	approve = finance
	[node default]
	after = end
	flow = sub.flow
	[node meet]
	after = graph
	after = class
	join = some
	delay = 0
	[node wait]
	delay = 90s
	END
	printf '[node a]\nrun = true\n' >sub.flow
	printf '[ops]\ntransport = /bin/false\n' >targets.ini
}

# browse FILE ARGUMENT...: with the page; its output is in seen.
browse() {
	local file=$1
	shift
	[ -n "$browser" ] || skip "no chromium here"
	HOME=$BATS_FILE_TMPDIR/home timeout 120 "$browser" --headless \
	    --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
	    --user-data-dir="$BATS_FILE_TMPDIR/home/data" "$@" \
	    "file://$PWD/$file" >seen 2>browser.err
}

# mermaid: mermaid.min.js is here.
mermaid() {
	local kept=$HELPER/../build/peers/mermaid-$MERMAID.js
	[ -z "$RECON_MERMAID" ] || kept=$RECON_MERMAID
	if [ ! -s "$kept" ]; then
		command -v npm >/dev/null || skip "no npm here"
		timeout 120 npm pack "mermaid@$MERMAID" >npm.out 2>&1 ||
		    skip "npm has no mermaid $MERMAID: $(tail -n 1 npm.out)"
		tar xzf mermaid-$MERMAID.tgz package/dist/mermaid.min.js
		mkdir -p "${kept%/*}"
		mv package/dist/mermaid.min.js "$kept.$$"
		mv "$kept.$$" "$kept"
	fi
	ln -sf "$(realpath "$kept")" mermaid.min.js
}

# draws_by_mermaid FILE: what it says is in got.
draws_by_mermaid() {
	{
		cat <<-'END'
		<!DOCTYPE html>
		<meta charset=utf-8>
		<script src=mermaid.min.js></script>
		<div id=picture></div>
		<pre id=text>
		END
		sed 's/&/\&amp;/g; s/</\&lt;/g' "$1"
		cat <<-'END'
		</pre>
		<script>
		mermaid.initialize({ startOnLoad: false });
		const lines = e => {
			e.querySelectorAll('br').forEach(b =>
			    b.replaceWith('\n'));
			return e.textContent.split('\n').map(x => x.trim());
		};
		const say = got => {
			const pre = document.createElement('pre');
			pre.id = 'got';
			pre.textContent = JSON.stringify(got);
			document.body.append(pre);
		};
		mermaid.render('m', document.getElementById('text').textContent)
		    .then(({ svg }) => {
			const at = document.getElementById('picture');
			at.innerHTML = svg;
			const got = { nodes: {}, edges: [] };
			at.querySelectorAll('g.node').forEach(n => {
				const id = n.id.match(/-(\w+)-\d+$/)[1];
				got.nodes[id] = lines(n.querySelector(
				    '.nodeLabel')).filter(x => x);
			});
			at.querySelectorAll('.edgeLabels .edgeLabel p')
			    .forEach(p => got.edges.push(p.textContent));
			say(got);
		}).catch(e => say({ error: String(e) }));
		</script>
		END
	} >mermaid.html
	browse mermaid.html --allow-file-access-from-files \
	    --virtual-time-budget=30000 --dump-dom
	"$BATS_TEST_DIRNAME/pictures.py" mermaid seen >got
}

@test "mermaid: draws each flow as it was meant, whatever its texts hold" {
	mermaid
	for flow in f.flow "$HELPER"/../examples/flow/*.flow; do
		recon-flow draw "$flow" >picture.mmd
		recon-flow draw --format dot "$flow" >picture.dot
		"$BATS_TEST_DIRNAME/pictures.py" dot picture.dot >want
		draws_by_mermaid picture.mmd
		same want got || { echo "$flow"; false; }
	done
}

@test "dot: draws each flow as it was meant" {
	command -v dot >/dev/null || skip "no dot here (graphviz)"
	for flow in f.flow "$HELPER"/../examples/flow/*.flow; do
		recon-flow draw --format dot "$flow" >picture.dot
		recon-flow draw --format svg "$flow" >picture.svg
		"$BATS_TEST_DIRNAME/pictures.py" dot picture.dot >want
		"$BATS_TEST_DIRNAME/pictures.py" svg picture.svg >got
		same want got || { echo "$flow"; false; }
	done
}

# held: a run that waits for persons, with what a terminal or a browser would obey;
# its page is page.html.
held() {
	export RECON_FLOW_STORE=$PWD/store
	cat >held.flow <<-'END'
	[flow]
	title = <script>document.title="run"</script>
	[param text]
	type = text
	[node 取账单]
	title = </bdi><img src=x onerror="document.title=1">
	run = echo out
	[node wrong]
	sh = printf '</pre><script>document.title=2</script>\n\033[31mred\n' >&2; exit 9
	[node 很长的名字很长的名字很长的名字很长的名字]
	run = echo a long command, longer than what a picture shows of it, by far {text}
	[node look]
	after = 取账单
	approve = finance
	[node never]
	after = 取账单 if 取账单.status = failed
	run = true
	END
	recon-flow run held.flow text='"><svg onload="document.title=3">' \
	    >run.out 2>&1 || [ $? = 75 ]
	recon-flow draw --run 1 --html -o page.html
}

@test "a run: Mermaid and dot say how its nodes stand" {
	held
	recon-flow draw --run 1 --format dot >picture.dot
	"$BATS_TEST_DIRNAME/pictures.py" dot picture.dot >want
	grep -q '^n1: wrong | .* | ‖ held, 1 try | since ' want
	grep -q '^n3: look | approval by finance | … waiting | since .* | for leave of finance$' want
	grep -q '^n4: never | run true | – skipped | ' want
	if command -v dot >/dev/null; then
		recon-flow draw --run 1 --format svg >picture.svg
		"$BATS_TEST_DIRNAME/pictures.py" svg picture.svg >got
		same <(ages <want) <(ages <got)
	fi
	"$BATS_TEST_DIRNAME/pictures.py" page page.html >got
	same <(ages <want) <(ages <got)
	mermaid
	recon-flow draw --run 1 >picture.mmd
	draws_by_mermaid picture.mmd
	same <(ages <want) <(ages <got)
}

# ages: standard input, with how long something takes left out.
ages() {
	sed -E 's/[0-9]+ (ms|s|min)/AGE/g'
}

@test "the page of a run runs nothing and fetches nothing" {
	held
	browse page.html --dump-dom
	grep -q '<title>1 held</title>' seen
	grep -q '&lt;/pre&gt;&lt;script&gt;' seen
	grep -qF '\x1b[31mred' seen
	# and a script that got in somehow would not run
	sed 's|</main>|<script>document.title="run"</script>&|' page.html >worse.html
	browse worse.html --dump-dom
	grep -q '<title>1 held</title>' seen
}

@test "the page of a run is no wider than the screen, 390 and 1280 pixels wide" {
	held
	for width in 390 1280; do
		# A frame, for windows have a least width. It says what it measured
		# in its own title.
		cat >frame.html <<-END
		<iframe id=f src=page.html width=$width height=900></iframe>
		<script>onload = () => {
		const d = document.getElementById('f').contentDocument;
		const wide = [...d.querySelectorAll('*')].filter(e =>
		    e.getBoundingClientRect().right > $width + 1 &&
		    !e.closest('.w, pre') && !e.closest('head'));
		document.title = d.documentElement.scrollWidth + ' ' + wide.length;
		}</script>
		END
		browse frame.html --allow-file-access-from-files --dump-dom
		grep -o '<title>[^<]*' seen >got || cat browser.err
		echo "<title>$width 0" >want
		same want got || { echo "$width"; false; }
	done
}

@test "the page of a run looks different in the dark" {
	held
	browse page.html --window-size=1280,2000 --screenshot=light.png
	browse page.html --window-size=1280,2000 --screenshot=dark.png \
	    --blink-settings=preferredColorScheme=0
	[ -s light.png ] && [ -s dark.png ]
	run ! cmp -s light.png dark.png
}
