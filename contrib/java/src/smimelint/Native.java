// SPDX-License-Identifier: Apache-2.0
package smimelint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The functions of native.c, which lies in the jar (or where the property smimelint.native says). */
final class Native {
    /** What add() adds. */
    static final int OPTIONS = 0, ISSUER = 1, CA_PROFILE = 2, WAIVERS = 3, BASELINE = 4, EVIDENCE = 5, PERSPECTIVES = 6, PSL = 7,
        WEAK_KEYS = 8;

    static final int OK = 0, NOMEM = 1, ARG = 2, OPTION = 3, INPUT = 4, LIMIT = 5;

    static {
        load();
    }

    private Native() {
    }

    private static void load() {
        String given = System.getProperty("smimelint.native");
        if (given != null) {
            System.load(given);
            return;
        }
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        try (InputStream in = Native.class.getResourceAsStream("/native/" + machine + ".so")) {
            if (in == null)
                throw new UnsatisfiedLinkError("smimelint.jar was not made on a machine like this: " + machine);
            Path file = Files.createTempFile("smimelint", ".so");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                System.load(file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw (UnsatisfiedLinkError) new UnsatisfiedLinkError("smimelint: " + e.getMessage()).initCause(e);
        }
    }

    /** A text for C, which ends with NUL; null stays null. */
    static byte[] name(String text) {
        if (text == null)
            return null;
        if (text.indexOf('\0') >= 0)
            throw new IllegalArgumentException("a NUL stands in a name");
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] octets) {
        return octets == null ? null : new String(octets, StandardCharsets.UTF_8);
    }

    /** Throws what a status other than OK means. */
    static void check(int status, String why) {
        if (status == OK)
            return;
        if (status == NOMEM)
            throw new OutOfMemoryError("smimelint");
        String words = why.isEmpty() ? text(statusText(status)) : why;
        if (status == OPTION || status == INPUT || status == LIMIT)
            throw new SmimelintException.Option(words);
        throw new SmimelintException(words);
    }

    static native int ctxNew(long[] out);

    static native void ctxFree(long ctx);

    static native byte[] ctxError(long ctx);

    static native int add(long ctx, int what, byte[] octets, byte[] name, int day);

    static native int runNew(long[] out, long ctx);

    static native void runFree(long run);

    static native Object[] lint(long run, byte[] der, int[] status);

    static native byte[] lintJson(long run, byte[] der, byte[] path, long index, byte[] format, long line, int[] status);

    static native byte[] version();

    static native byte[] statusText(int status);

    static native int ruleCount();

    static native byte[] ruleText(int i, byte[] field);

    static native byte[] ruleCitation(int i);

    static native int optionCount();

    static native byte[] optionText(int i, byte[] field);

    static native byte[] optionWord(int i, int word);
}
