// SPDX-License-Identifier: Apache-2.0
package smimelint;

/** Where a certificate was found, as lintJson() says it; what is null or 0 is not known. */
public record Source(String path, long index, String format, long line) {
    public Source {
        if (index < 0 || line < 0)
            throw new IllegalArgumentException("a source counts from 0 and its lines from 1: " + (index < 0 ? index : line));
    }

    public static final Source UNKNOWN = new Source(null, 0, null, 0);
}
