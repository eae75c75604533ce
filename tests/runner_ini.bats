# What runner.ini says to whoever runs the flows beside it: real runners, on
# this machine.

load helper
load flow

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	flow_store
	mkdir flows
	printf '[node a]\nsh = exit 1\n' >flows/day.flow
	printf '[log]\ntransport = file\npath = told\nlang = zh\n' >flows/targets.ini
	worker=
}

teardown() {
	[ -z "$worker" ] || end_worker
}

work() {
	recon-flow work --flows flows >work.out 2>work.err 3>&- &
	worker=$!
}

end_worker() {
	kill "$worker"
	wait "$worker"
	worker=
}

# until_there PATTERN FILE: waits for a line, at most 20 seconds.
until_there() {
	local i
	for ((i = 0; i < 200; i++)); do
		grep -qs "$1" "$2" && return
		sleep .1
	done
	echo "no $1 in $2:"
	cat "$2" work.err
	return 1
}

@test "alarms of a flow that tells nobody go to whom runner.ini says" {
	printf '[alarm]\nsend = log\n' >flows/runner.ini
	work
	recon-flow start flows/day.flow
	until_there recon.alarm flows/told
	grep -q '"title":"day a：已挂起，等待人工处理"' flows/told
	grep -q '"command":"recon-flow show 1"' flows/told
	end_worker
}

@test "an alarm names a store that its runner was told, wherever one reads it" {
	of_directory
	printf '[alarm]\nsend = log\n' >flows/runner.ini
	mkdir 'a store'
	recon-flow start --store 'a store' flows/day.flow
	recon-flow work --until-idle --store 'a store' --flows flows
	until_there recon.alarm flows/told
	grep -qF '"command":"recon-flow show --store '"'$PWD/a store'"' 1"' flows/told
}

@test "a ping is given by a target, and an alarm behind it at once" {
	printf '[ping]\nsend = log\nevery = 1h\n[alarm]\nsend = log\n' >flows/runner.ini
	work
	until_there recon.ping flows/told
	recon-flow start flows/day.flow
	until_there recon.alarm flows/told
	end_worker
	[ "$(grep -c recon.ping flows/told)" -eq 1 ]
}

@test "a ping is given by a command, without a shell; one that fails is said once" {
	printf '[ping]\nrun = sh -c "printf ""%%s|"" ""$@"" >>pings; exit 3" x "a  b" {{\nevery = 10s\n' >flows/runner.ini
	work
	until_there '^a  b|{|$' flows/pings
	until_there 'runner.ini: the ping failed' work.err
	: >flows/pings
	# it is read again, and given anew
	kill -HUP "$worker"
	until_there '^a  b|{|$' flows/pings
	end_worker
	[ "$(grep -c 'the ping failed' work.err)" -eq 1 ]
	[ "$(find store/ping -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ]
}

@test "a runner.ini with faults is said, and nothing of it is done" {
	printf '[ping]\nsend = log\nevry = 1h\n' >flows/runner.ini
	work
	until_there 'runner.ini:3: evry: unknown key' work.err
	end_worker
	[ ! -e flows/told ]
}
