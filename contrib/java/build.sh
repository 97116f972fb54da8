#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes smimelint.jar, with its native part in it: build.sh FOLDER.
# It takes a JDK ($JAVA_HOME, or that of javac), a C compiler and pkg-config.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"$home/bin/javac" --release 17 -Xlint:all -Werror -d "$classes" src/smimelint/*.java
mkdir "$classes/native"
${CC:-cc} -std=c11 -O2 -Wall -Wextra -fPIC -shared -I"$home/include" -I"$home/include/linux" $(pkg-config --cflags smimelint) \
	src/native.c -o "$classes/native/$(uname -m).so" $(pkg-config --libs smimelint)
"$home/bin/jar" --create --file "$out/smimelint.jar" -C "$classes" .
