# Pages of recon-report in a browser, which is chromium without a screen: that
# they are wide enough for what they show, run nothing, and print.

load ../helper

setup_file() {
	browser=
	for b in chromium chromium-browser google-chrome; do
		command -v $b >/dev/null && browser=$b && break
	done
	export browser
	[ -n "$browser" ] || skip "no chromium here"
	mkdir "$BATS_FILE_TMPDIR/home"
}

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# browse FILE ARGUMENT...: with the page; its output is in seen.
browse() {
	local file=$1
	shift
	HOME=$BATS_FILE_TMPDIR/home timeout 120 "$browser" --headless \
	    --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
	    --user-data-dir="$BATS_FILE_TMPDIR/home/data" "$@" \
	    "file://$PWD/$file" >seen 2>browser.err
}

# day N: N results, the first ten of them open, in the file day.
day() {
	seq "$1" | awk '{
	    a = $1 * 1234567.25
	    if ($1 <= 10)
		printf "%024d|<pay>\tleft\t%.2f\t-\t%.2f\tCNY\t2022-10-%02d\tl.channel=wechat\tl.goods=红茶\tid=0123456789abcdef0123\tfirst=2022-10-%02d\tage=%d\n", $1, a, a, 20 + $1, 20 + $1, 12 - $1
	    else
		printf "%024d|<pay>\tmatched\t%.2f\t%.2f\t0.00\tCNY\t2022-11-01\tl.channel=alipay\n", $1, a, a
	}' | recon-sort --announce -o day
}

# pages: of four days, two of them with all there may be.
pages() {
	day 500
	mkdir -p 2022-10-30 2022-10-31
	cp day 2022-10-30/results
	head -n 20 day | grep -v '^#' | recon-sort --announce -o 2022-10-31/results
	printf 'key,amount\nk1,1.00\n' >bill.csv
	recon-clean --facts clean.facts -o table bill.csv
	recon-report -d 2022-11-01 --by channel --history '*/results' \
	    --stages clean.facts -o differences.html day
	recon-report -d 2022-11-01 --by channel --history '*/results' \
	    --stages clean.facts --lang zh -o zh.html day
	grep matched day | recon-sort --announce |
	    recon-report -d 2022-11-01 -o clean.html
	recon-report -d 2022-11-01 --allow-empty -o nothing.html </dev/null
}

@test "report: no page is wider than the screen, 390 and 1280 pixels wide" {
	pages
	for page in differences zh clean nothing; do
		for width in 390 1280; do
			# A frame, for windows have a least width. It says what
			# it measured in its own title.
			cat >frame.html <<-END
			<iframe id=f src=$page.html width=$width height=900></iframe>
			<script>onload = () => {
			const d = document.getElementById('f').contentDocument;
			const wide = [...d.querySelectorAll('*')].filter(e =>
			    e.getBoundingClientRect().right > $width + 1 &&
			    !e.closest('.w') && !e.closest('head'));
			document.title = d.documentElement.scrollWidth + ' ' +
			    wide.length + ' ' +
			    [...d.querySelectorAll('.w')].filter(e =>
				e.scrollWidth > e.clientWidth + 1).length;
			}</script>
			END
			browse frame.html --allow-file-access-from-files --dump-dom
			grep -o '<title>[^<]*' seen >got || cat browser.err
			echo "<title>$width 0 0" >want
			same want got || { echo "$page $width"; false; }
		done
	done
}

@test "report: what data say runs nothing and fetches nothing" {
	printf '%s\n' \
	    'k<script>document.title="run"</script>' \
	    'k<img src=x onerror="document.title=1">' \
	    'k</bdi></th><svg onload="document.title=1">' \
	    'k" onmouseover="document.title=1' |
	    sed "s/\$/${T}left${T}1.00${T}-${T}1.00${T}CNY${T}-${T}l.x=<iframe srcdoc='<script>top.document.title=1<\/script>'>/" |
	    recon-sort --announce -o in
	recon-report -d 2022-11-01 --by x -o page.html in
	browse page.html --dump-dom
	grep -q '<title>Reconciliation 2022-11-01</title>' seen
	# what the browser has made of it
	"$BATS_TEST_DIRNAME/../report_page.py" check seen
	# and a script that got in somehow would not run
	sed 's|</main>|<script>document.title="run"</script>&|' page.html >worse.html
	browse worse.html --dump-dom
	grep -q '<title>Reconciliation 2022-11-01</title>' seen
}

@test "report: it looks different in the dark, and prints with all its figures" {
	pages
	browse differences.html --window-size=1280,2000 --screenshot=light.png
	browse differences.html --window-size=1280,2000 --screenshot=dark.png \
	    --blink-settings=preferredColorScheme=0
	[ -s light.png ] && [ -s dark.png ]
	run ! cmp -s light.png dark.png
	browse differences.html --no-pdf-header-footer --print-to-pdf=page.pdf
	[ "$(head -c 5 page.pdf)" = %PDF- ]
	command -v pdftotext >/dev/null || skip "no pdftotext here (poppler-utils)"
	pdftotext -layout page.pdf text
	for word in 'Totals' 'What is open' 'Largest' 'By channel' 'Trend' \
	    'Where the numbers come from' '2022-10-31'; do
		grep -q "$word" text || { echo "no $word"; false; }
	done
	# what no font has is printed as boxes, which are no text
	fc-list :lang=zh 2>/dev/null | grep -q . || skip "no Chinese font here"
	grep -q '红茶' text
}
