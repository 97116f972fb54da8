// SPDX-License-Identifier: Apache-2.0
package smimelint;

import java.time.LocalDate;

/**
 * One finding; what is absent is null.
 *
 * @param citation the section with its document: "SBR 7.1.2.3.e"
 * @param since the day from which the requirement binds so; null: always
 */
public record Finding(String rule, String severity, String state, String section, String citation, LocalDate since, String message,
    String value, String path, Octets octets, String reading, String waiver, Evidence record, String basis) {

    /** The octets of the input that a finding is about. */
    public record Octets(long offset, long length) {
    }

    /** The record of validation evidence that a finding is about. */
    public record Evidence(String file, long line, String id) {
    }

    /** Finding i of what native.c gives. */
    static Finding of(byte[][] texts, long[] numbers, int i) {
        String[] t = new String[13];
        for (int k = 0; k < t.length; k++)
            t[k] = Native.text(texts[i * t.length + k]);
        int n = i * 5;
        LocalDate since = numbers[n] == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(numbers[n]);
        Octets octets = numbers[n + 4] == 0 ? null : new Octets(numbers[n + 1], numbers[n + 2]);
        Evidence record = t[10] == null ? null : new Evidence(t[10], numbers[n + 3], t[11]);
        return new Finding(t[0], t[1], t[2], t[3], t[4], since, t[5], t[6], t[7], octets, t[8], t[9], record, t[12]);
    }
}
