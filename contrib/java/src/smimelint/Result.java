// SPDX-License-Identifier: Apache-2.0
package smimelint;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The findings of one certificate.
 *
 * @param status the worst severity, "out-of-scope" or "unreadable"
 */
public record Result(String status, List<Finding> findings) implements Iterable<Finding> {
    @Override
    public Iterator<Finding> iterator() {
        return findings.iterator();
    }

    static Result of(Object[] raw) {
        byte[][] texts = (byte[][]) raw[1];
        long[] numbers = (long[]) raw[2];
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < numbers.length / 5; i++)
            findings.add(Finding.of(texts, numbers, i));
        return new Result(Native.text((byte[]) raw[0]), List.copyOf(findings));
    }
}
