# SPDX-License-Identifier: Apache-2.0
# Progress stands on a terminal's standard error, on one line that is gone in the end; elsewhere only when asked for.
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	cat data/demo/demo.pem cli/key.pem
done > many.pem

run -f ndjson many.pem > out 2> err
wc -c < err
run -f ndjson --progress never many.pem > out 2> err
wc -c < err
run --progress sometimes many.pem

cat > terminal.py <<'END'
# Runs a command with standard error (and with "both" standard output) on a terminal and judges what came there.
import os, pty, re, subprocess, sys
expected, where, kind = sys.argv[1:4]
master, slave = pty.openpty()
program = subprocess.Popen(['./smimelint'] + sys.argv[4:], env=dict(os.environ, TERM=kind), stderr=slave,
    stdout=slave if where == 'both' else subprocess.DEVNULL)
os.close(slave)
text = b''
while True:
    try:
        piece = os.read(master, 65536)
    except OSError:
        break
    if not piece:
        break
    text += piece
program.wait()
pieces = text.decode().split('\r\x1b[K')
status = r'(error|warning|notice|pass|out-of-scope|unreadable) [0-9 ]+'
line = re.compile(r'[0-9 ]+ certificates(, [0-9 ]+/s)?(, [0-9]+ %)?(, [0-9:]+ left)?: ' + status + '(, ' + status + ')*$')
if text == b'':
    found = 'nothing'
elif where == 'err' and pieces[0] == pieces[-1] == '' and all(map(line.match, pieces[1:-1])):
    found = 'a line that goes'
elif len(pieces) > 2 and all(p == '' or p.endswith('\r\n') or line.match(p) for p in pieces):
    found = 'results and a line that goes'
else:
    found = 'something else'
if found != expected:
    print(sys.argv[4:], found, repr(text))
END
if command -v python3 > /dev/null; then
	python3 terminal.py 'a line that goes' err xterm -f ndjson many.pem
	python3 terminal.py 'a line that goes' err xterm -f ndjson -j 2 many.pem
	python3 terminal.py 'nothing' err dumb -f ndjson many.pem
	python3 terminal.py 'nothing' err xterm -f ndjson --progress never many.pem
	python3 terminal.py 'a line that goes' err dumb -f ndjson --progress always many.pem
	python3 terminal.py 'a line that goes' err xterm -f json -o report many.pem
	python3 terminal.py 'results and a line that goes' both xterm -f line -j 1 many.pem
fi
