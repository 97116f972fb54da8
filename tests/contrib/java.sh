#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# contrib/java: the jar is made and tested with the JDK at hand, and tested with each other one that is installed.
host=java
. "$(dirname "$0")/lib.sh"
need javac pkg-config
seen=
sh contrib/java/build.sh "$work/jar"
javac --release 17 -Xlint:all -Werror -cp "$work/jar/smimelint.jar" -d "$work/test" contrib/java/test/SmimelintTest.java
for java in "$(command -v java)" /usr/lib/jvm/*/bin/java; do
	[ -x "$java" ] || continue
	version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
	case " $seen " in *" $version "*) continue ;; esac
	seen="$seen $version"
	[ "$version" -ge 17 ] 2> /dev/null || { echo "left out: Java $version: older than 17"; continue; }
	# Later ones warn of native code that nobody allowed.
	native=
	[ "$version" -lt 22 ] || native=--enable-native-access=ALL-UNNAMED
	"$java" $native -Xcheck:jni -ea -cp "$work/jar/smimelint.jar:$work/test" SmimelintTest "$work/certificates" > "$work/said" 2>&1 ||
		{ cat "$work/said"; exit 1; }
	! grep -q WARNING "$work/said" || { cat "$work/said"; exit 1; }
	echo "Java $version: $(grep -c '^ok' "$work/said") passed"
	"$java" $native -cp "$work/jar/smimelint.jar:$work/test" SmimelintTest "$work/certificates" | grep '^java '
done
